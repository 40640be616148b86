"""What all that make assets share: an account's clients, documents, and the notes of what was made.

Usage of `make.py`, whose arguments are read here: <endpoint url> <second region>. The first region is us-east-1.
"""

import json
import sys

import boto3
from botocore.config import Config

URL, OTHER = sys.argv[1], sys.argv[2]
REGIONS = ["us-east-1", OTHER]
CONFIG = Config(retries={"max_attempts": 0})
MADE = []
JOINED = []
REACHED = []
IMAGE = "123456789012.dkr.ecr.us-east-1.amazonaws.com/model:1"


def made(kind, id, **known):
    """Notes an asset. `known`: properties that the scan must find."""
    MADE.append({"kind": kind, "id": id, "known": known})
    return id


def joined(start, type, end):
    """Notes an edge that the scan must find, between two ids."""
    JOINED.append({"from": start, "type": type, "to": end})


def reached(end, gives, ports=(), families=(), outside="internet"):
    """Notes who outside must be found to get at an asset: by an edge for each family of addresses, where it has any."""
    for family in [[one] for one in families] or [[]]:
        REACHED.append({"from": outside, "to": end, "gives": gives, "ports": list(ports), "families": family})


class Account:
    def __init__(self, number, **keys):
        self.number = number
        self.keys = keys or {"aws_access_key_id": "AKIAMOTO", "aws_secret_access_key": "x"}

    def client(self, service, region="us-east-1"):
        return boto3.client(service, region_name=region, endpoint_url=URL, config=CONFIG, **self.keys)


def policy(actions, resource="*", principal=None, effect="Allow"):
    statement = {"Effect": effect, "Action": actions, "Resource": resource}
    if principal is not None:
        statement["Principal"] = principal
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def without_resource(actions, principal):
    """For what takes no resource, as the policy of a repository."""
    statement = {"Effect": "Allow", "Principal": principal, "Action": actions}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def trust(service):
    document = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "sts:AssumeRole"}
    return json.dumps({"Version": "2012-10-17", "Statement": [document]})
