"""Networks and what stands in them: machines, endpoints, load balancers."""

import json

from assets import joined, made, policy, reached

OPEN = [{"CidrIp": "0.0.0.0/0"}]
OPEN6 = [{"CidrIpv6": "::/0"}]


class Network:
    """A VPC of a region with an open subnet and a closed one, in ids and ARNs that boto3 gave."""

    def __init__(self, account, region):
        self.account, self.region = account, region
        self.ec2 = account.client("ec2", region)

    def arn(self, resource):
        # EC2's API shows bare ids: this is the ARN of the Service Authorization Reference.
        return f"arn:aws:ec2:{self.region}:{self.account.number}:{resource}"

    def lay(self):
        ec2 = self.ec2
        tags = [{"ResourceType": "vpc", "Tags": [{"Key": "Name", "Value": "lab"}]}]
        made_of = {"CidrBlock": "10.7.0.0/16", "AmazonProvidedIpv6CidrBlock": True, "TagSpecifications": tags}
        vpc = ec2.create_vpc(**made_of)["Vpc"]
        self.vpc = vpc["VpcId"]
        block = ec2.describe_vpcs(VpcIds=[self.vpc])["Vpcs"][0]["Ipv6CidrBlockAssociationSet"][0]["Ipv6CidrBlock"]
        made(
            "AwsEc2Vpc",
            self.arn(f"vpc/{self.vpc}"),
            isDefault=False,
            ipv4Cidrs=["10.7.0.0/16"],
            ipv6Cidrs=[block],
            tags=["Name=lab"],
        )
        self.subnets = []
        for number, opens in enumerate((True, False)):
            subnet = ec2.create_subnet(
                VpcId=self.vpc,
                CidrBlock=f"10.7.{number}.0/24",
                Ipv6CidrBlock=block.replace("00::/56", f"0{number}::/64"),
                AvailabilityZone=f"{self.region}{'ab'[number]}",
            )["Subnet"]
            ec2.modify_subnet_attribute(SubnetId=subnet["SubnetId"], MapPublicIpOnLaunch={"Value": opens})
            made(
                "AwsEc2Subnet",
                self.arn(f"subnet/{subnet['SubnetId']}"),
                availabilityZone=f"{self.region}{'ab'[number]}",
                assignsPublicIpv4=opens,
                ipv4Cidrs=[f"10.7.{number}.0/24"],
                ipv6Cidrs=[block.replace("00::/56", f"0{number}::/64")],
                isDefault=False,
            )
            joined(self.arn(f"subnet/{subnet['SubnetId']}"), "IN_NETWORK", self.arn(f"vpc/{self.vpc}"))
            self.subnets.append(subnet["SubnetId"])
        self.gateways(block)
        self.filters()
        return self

    def gateways(self, block):
        ec2 = self.ec2
        gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
        ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=self.vpc)
        made("AwsEc2InternetGateway", self.arn(f"internet-gateway/{gateway}"), attached=True)
        out = ec2.create_egress_only_internet_gateway(VpcId=self.vpc)["EgressOnlyInternetGateway"]
        out = out["EgressOnlyInternetGatewayId"]
        made("AwsEc2EgressOnlyGateway", self.arn(f"egress-only-internet-gateway/{out}"), attached=True)
        address = ec2.allocate_address(Domain="vpc")
        nat = ec2.create_nat_gateway(SubnetId=self.subnets[0], AllocationId=address["AllocationId"])["NatGateway"]
        made(
            "AwsEc2NatGateway",
            self.arn(f"natgateway/{nat['NatGatewayId']}"),
            state="available",
            publicIpv4Addresses=[address["PublicIp"]],
        )
        inside = [("10.7.0.0/16", "local", None), (block, "local", None)]
        opens = [("0.0.0.0/0", "internet-gateway", gateway), ("::/0", "internet-gateway", gateway)]
        closes = [("0.0.0.0/0", "nat-gateway", nat["NatGatewayId"]), ("::/0", "egress-only-gateway", out)]
        self.table(self.subnets[0], inside, opens)
        self.table(self.subnets[1], inside, closes)

    def table(self, subnet, inside, routes):
        ec2 = self.ec2
        table = ec2.create_route_table(VpcId=self.vpc)["RouteTable"]["RouteTableId"]
        fields = {
            "internet-gateway": "GatewayId",
            "nat-gateway": "NatGatewayId",
            "egress-only-gateway": "EgressOnlyInternetGatewayId",
        }
        resources = {"nat-gateway": "natgateway", "egress-only-gateway": "egress-only-internet-gateway"}
        known = [{"destination": to, "via": via, "target": "local", "active": True} for to, via, _ in inside]
        for to, via, target in routes:
            destination = "DestinationIpv6CidrBlock" if ":" in to else "DestinationCidrBlock"
            ec2.create_route(RouteTableId=table, **{destination: to, fields[via]: target})
            target = self.arn(f"{resources.get(via, via)}/{target}")
            known.append({"destination": to, "via": via, "target": target, "active": True})
            joined(self.arn(f"route-table/{table}"), "ROUTES_VIA", target)
        ec2.associate_route_table(RouteTableId=table, SubnetId=subnet)
        known.sort(key=lambda route: route["destination"])
        made("AwsEc2RouteTable", self.arn(f"route-table/{table}"), main=False, routes=json.dumps(known))
        joined(self.arn(f"subnet/{subnet}"), "ROUTES_VIA", self.arn(f"route-table/{table}"))

    def filters(self):
        ec2 = self.ec2
        self.group = ec2.create_security_group(GroupName="open", Description="lets all in", VpcId=self.vpc)["GroupId"]
        web = {"IpProtocol": "tcp", "FromPort": 8888, "ToPort": 8890, "IpRanges": OPEN, "Ipv6Ranges": OPEN6}
        friends = {"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": self.group}]}
        ec2.authorize_security_group_ingress(GroupId=self.group, IpPermissions=[web, friends])
        peers = [{"type": "ipv4", "value": "0.0.0.0/0"}, {"type": "ipv6", "value": "::/0"}]
        here = [{"type": "group", "value": self.arn(f"security-group/{self.group}")}]
        made(
            "AwsEc2SecurityGroup",
            self.arn(f"security-group/{self.group}"),
            description="lets all in",
            isDefault=False,
            ingress=json.dumps(
                [
                    {"protocol": "tcp", "from": 8888, "to": 8890, "peers": peers},
                    {"protocol": "-1", "from": None, "to": None, "peers": here},
                ]
            ),
            egress=json.dumps([{"protocol": "-1", "from": None, "to": None, "peers": peers}]),
        )
        acl = ec2.create_network_acl(VpcId=self.vpc)["NetworkAcl"]["NetworkAclId"]
        entry = {"NetworkAclId": acl, "CidrBlock": "10.7.0.0/16", "Protocol": "6", "PortRange": {"From": 22, "To": 22}}
        ec2.create_network_acl_entry(RuleNumber=90, Egress=False, RuleAction="allow", **entry)
        ofs = [{"Name": "association.subnet-id", "Values": [self.subnets[1]]}]
        standing = ec2.describe_network_acls(Filters=ofs)["NetworkAcls"][0]
        for one in standing["Associations"]:
            if one["SubnetId"] == self.subnets[1]:
                ec2.replace_network_acl_association(AssociationId=one["NetworkAclAssociationId"], NetworkAclId=acl)
        # AWS gives the list that a network has from the start these two, with its IPv6 block: moto does not.
        six = {"NetworkAclId": standing["NetworkAclId"], "Ipv6CidrBlock": "::/0", "Protocol": "-1"}
        for egress in (False, True):
            ec2.create_network_acl_entry(RuleNumber=101, Egress=egress, RuleAction="allow", **six)
        ssh = {"protocol": "tcp", "from": 22, "to": 22, "cidr": "10.7.0.0/16"}
        first = {"number": 90, "egress": False, "allows": True, **ssh}
        # AWS would end both directions with a rule that refuses all the rest: moto gives a new list none.
        made(
            "AwsEc2NetworkAcl",
            self.arn(f"network-acl/{acl}"),
            isDefault=False,
            entries=json.dumps([first]),
        )
        joined(self.arn(f"subnet/{self.subnets[1]}"), "FILTERED_BY", self.arn(f"network-acl/{acl}"))

    def machines(self, prefix, role):
        """One that the internet reaches, and one that nobody does: its id is returned."""
        ec2, iam = self.ec2, self.account.client("iam")
        name = f"{prefix}-{self.region}"
        profile = iam.create_instance_profile(InstanceProfileName=name)["InstanceProfile"]["Arn"]
        iam.add_role_to_instance_profile(InstanceProfileName=name, RoleName=role.split("/")[-1])
        image = ec2.describe_images(Owners=["amazon"])["Images"][0]
        for subnet, groups, opens in ((self.subnets[0], [self.group], True), (self.subnets[1], [], False)):
            machine = ec2.run_instances(
                ImageId=image["ImageId"],
                InstanceType="g5.xlarge" if opens else "t3.micro",
                MinCount=1,
                MaxCount=1,
                NetworkInterfaces=[
                    {
                        "DeviceIndex": 0,
                        "SubnetId": subnet,
                        "AssociatePublicIpAddress": opens,
                        **({"Groups": groups} if opens else {}),
                    }
                ],
                **({"IamInstanceProfile": {"Arn": profile}} if opens else {}),
            )["Instances"][0]
            wire = machine["NetworkInterfaces"][0]["NetworkInterfaceId"]
            six = []
            if opens:
                six = ec2.assign_ipv6_addresses(NetworkInterfaceId=wire, Ipv6AddressCount=1)["AssignedIpv6Addresses"]
            machine = ec2.describe_instances(InstanceIds=[machine["InstanceId"]])["Reservations"][0]["Instances"][0]
            id = made(
                "AwsEc2Instance",
                self.arn(f"instance/{machine['InstanceId']}"),
                state="running",
                instanceType=machine["InstanceType"],
                gpu=opens,
                image=image["ImageId"],
                imageName=image["Name"],
                imageOwner=image["OwnerId"],
                publicIpv4=machine["PublicIpAddress"] if opens else "none",
                privateIpv4Addresses=[machine["PrivateIpAddress"]],
                ipv6Addresses=six,
                instanceProfile=profile if opens else "none",
                role=role if opens else "none",
            )
            made("AwsEc2NetworkInterface", self.arn(f"network-interface/{wire}"), instance=id, ipv6Addresses=six)
            joined(id, "IN_SUBNET", self.arn(f"subnet/{subnet}"))
            joined(id, "HAS_INTERFACE", self.arn(f"network-interface/{wire}"))
            if opens:
                joined(id, "RUNS_AS", role)
                reached(id, "ask", ["tcp/8888-8890"], ["ipv4", "ipv6"])
                joined(id, "HAS_SECURITY_GROUP", self.arn(f"security-group/{self.group}"))
        return id

    def endpoints(self):
        document = policy("s3:GetObject", "arn:aws:s3:::models/*", "*")
        for type, service, where in (
            ("Gateway", "s3", {}),
            ("Interface", "sagemaker.runtime", {"SubnetIds": self.subnets[1:], "SecurityGroupIds": [self.group]}),
        ):
            endpoint = self.ec2.create_vpc_endpoint(
                VpcId=self.vpc,
                VpcEndpointType=type,
                ServiceName=f"com.amazonaws.{self.region}.{service}",
                PolicyDocument=document,
                **where,
            )["VpcEndpoint"]["VpcEndpointId"]
            made(
                "AwsEc2VpcEndpoint",
                self.arn(f"vpc-endpoint/{endpoint}"),
                endpointType=type,
                serviceName=f"com.amazonaws.{self.region}.{service}",
                state="available",
                policy=document,
            )
            for subnet in where.get("SubnetIds", ()):
                joined(self.arn(f"vpc-endpoint/{endpoint}"), "IN_SUBNET", self.arn(f"subnet/{subnet}"))
            for group in where.get("SecurityGroupIds", ()):
                joined(self.arn(f"vpc-endpoint/{endpoint}"), "HAS_SECURITY_GROUP", self.arn(f"security-group/{group}"))

    def balancer(self, machine):
        elb = self.account.client("elbv2", self.region)
        balancer = elb.create_load_balancer(
            Name="front",
            Subnets=self.subnets,
            SecurityGroups=[self.group],
            Scheme="internet-facing",
            Type="application",
        )["LoadBalancers"][0]
        group = elb.create_target_group(
            Name="machines", Protocol="HTTP", Port=8888, VpcId=self.vpc, TargetType="instance"
        )["TargetGroups"][0]["TargetGroupArn"]
        number = machine.split("/")[-1]
        elb.register_targets(TargetGroupArn=group, Targets=[{"Id": number, "Port": 8888}])
        passes = [{"Type": "forward", "TargetGroupArn": group}]
        arn = balancer["LoadBalancerArn"]
        listener = elb.create_listener(LoadBalancerArn=arn, Protocol="HTTP", Port=8888, DefaultActions=passes)
        listener = listener["Listeners"][0]["ListenerArn"]
        paths = [{"Field": "path-pattern", "Values": ["/chat/*"]}]
        elb.create_rule(ListenerArn=listener, Priority=10, Conditions=paths, Actions=passes)
        made(
            "AwsElbLoadBalancer",
            arn,
            type="application",
            scheme="internet-facing",
            facesInternet=True,
            dnsName=balancer["DNSName"].lower(),
            authorization=["none"],
            ports=["HTTP:8888"],
        )
        made(
            "AwsElbListener",
            listener,
            protocol="HTTP",
            port=8888,
            defaultAction="forward",
            authorization=["none"],
            openRules=["10 path-pattern=/chat/*", "default"],
            asksNobody=True,
        )
        made(
            "AwsElbTargetGroup",
            group,
            targetType="instance",
            targetProtocol="HTTP",
            targetPort=8888,
            targets=[f"{number}:8888"],
        )
        joined(arn, "ROUTES_TO", listener)
        joined(arn, "HAS_SECURITY_GROUP", self.arn(f"security-group/{self.group}"))
        joined(listener, "ROUTES_TO", group)
        joined(group, "FRONTS", machine)
        reached(arn, "ask", ["tcp/8888"], ["ipv4"])

    def rest(self, noted):
        """What moto made by itself: the default network of the region, and what each network has from the start."""
        ec2 = self.ec2
        listings = (
            ("Vpc", "vpc", "VpcId", ec2.describe_vpcs()["Vpcs"]),
            ("Subnet", "subnet", "SubnetId", ec2.describe_subnets()["Subnets"]),
            ("RouteTable", "route-table", "RouteTableId", ec2.describe_route_tables()["RouteTables"]),
            ("NetworkAcl", "network-acl", "NetworkAclId", ec2.describe_network_acls()["NetworkAcls"]),
            ("SecurityGroup", "security-group", "GroupId", ec2.describe_security_groups()["SecurityGroups"]),
            ("NetworkInterface", "network-interface", "NetworkInterfaceId", self.interfaces()),
        )
        for kind, resource, id, listed in listings:
            for one in listed:
                if self.arn(f"{resource}/{one[id]}") not in noted:
                    made(f"AwsEc2{kind}", self.arn(f"{resource}/{one[id]}"))

    def interfaces(self):
        return self.ec2.describe_network_interfaces()["NetworkInterfaces"]
