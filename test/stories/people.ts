/** Stories of people who may do a little too much: 1, 8 and 9. */

import { codeInterpreterArn } from '#connectors/standin/aws/build/agentcore-tools.ts';
import { agentId } from '#connectors/standin/aws/build/bedrock-agent.ts';
import { arn } from '#connectors/standin/aws/build/common.ts';
import { localPolicy, managedPolicy, roleArn } from '#connectors/standin/aws/build/iam.ts';
import { organizationTree } from '#connectors/standin/aws/build/organizations.ts';
import { claims } from '#connectors/standin/aws/sample/claims.ts';
import {
  labIreland,
  management,
  organizationId,
  prodIreland,
  production,
  research,
} from '#connectors/standin/aws/sample/company.ts';
import { notebooks } from '#connectors/standin/aws/sample/notebooks.ts';
import { phantom, sandboxes } from '#connectors/standin/aws/sample/sandboxes.ts';
import { all, also, but, type Change, said, unlisted } from './change.ts';
import type { Story } from './story.ts';
import { alone } from './telling.ts';
import { access, edge, property } from './why.ts';

const iam = 'iam:GetAccountAuthorizationDetails';
const notebook = arn(labIreland, 'sagemaker', 'notebook-instance/fraud-lab');
const script = arn(labIreland, 'sagemaker', 'notebook-instance-lifecycle-config/fraud-lab-setup');
const labRole = roleArn(research, 'FraudLabNotebookRole');
const lea = `arn:aws:iam::${research}:user/lea`;

const withoutTree: Change = (pieces) =>
  pieces.map((piece) => ({
    ...piece,
    lists: (piece.lists ?? []).filter(
      ({ operation }) =>
        !operation.startsWith('organizations:') || operation === 'organizations:ListAccounts',
    ),
    answers: (piece.answers ?? []).filter(({ operation }) => operation !== 'organizations:DescribePolicy'),
  }));

/** The organisation has a policy that denies it to the account. */
const forbidden = (account: string, Action: string): Change =>
  all(
    withoutTree,
    also(
      ...organizationTree({
        id: organizationId,
        management,
        root: { accounts: [account], types: ['SERVICE_CONTROL_POLICY'] },
        policies: [
          {
            name: 'denied',
            type: 'SERVICE_CONTROL_POLICY',
            statements: [{ Sid: 'Denied', Effect: 'Deny', Action, Resource: '*' }],
            targets: [account],
          },
        ],
      }),
    ),
  );

const bounded = (user: string, account: string): Change => {
  const boundary = localPolicy(account, 'Narrow');
  return all(
    but(iam, `"UserName":"${user}"`, {
      PermissionsBoundary: {
        PermissionsBoundaryType: 'PermissionsBoundaryPolicy',
        PermissionsBoundaryArn: boundary,
      },
    }),
    also(managedPolicy(account, boundary, { Action: 's3:ListAllMyBuckets', Resource: '*' })),
  );
};

/** One of the two has no part in it, and the group may only do this. */
const only = (...gone: readonly string[]): Change =>
  all(
    unlisted(iam, '"UserName":"tomas"'),
    unlisted('iam:ListAccessKeys', 'tomas'),
    ...gone.map((action) => said(action, 'sagemaker:ListTags', 'data-scientists')),
  );
const leaked = 'Whoever finds a long-lived credential';
const toAdmin = ['HAS_CREDENTIAL lea', 'ESCALATES_TO FraudLabNotebookRole', `ESCALATES_TO ${research}`];
const open = 'sagemaker:CreatePresignedNotebookInstanceUrl';
const swap = [
  'sagemaker:UpdateNotebookInstanceLifecycleConfig',
  'sagemaker:StopNotebookInstance',
  'sagemaker:StartNotebookInstance',
] as const;
const theKey = {
  what: 'the access key',
  change: unlisted('iam:ListAccessKeys', 'lea'),
  why: [edge('HAS_CREDENTIAL', lea, ''), /^none$/],
} as const;

const opened: Story = {
  name: '1 the laboratory: a leaked key opens the notebook',
  at: labIreland,
  pieces: only(...swap)(alone(research, notebooks)),
  policy: 'AISPM-0034',
  victim: research,
  way: [leaked, ...toAdmin],
  openings: [
    theKey,
    {
      what: 'that the key is active',
      change: but('iam:ListAccessKeys', 'lea', { Status: 'Inactive' }),
      why: [
        (view) => [...view.nodes('Credential')].map((one) => String(one.props['status'])).join(),
        /^Inactive$/,
      ],
    },
    {
      what: 'the membership in the group',
      change: but(iam, '"UserName":"lea"', { GroupList: [] }),
      why: [access(lea, open, notebook), /^no; implicit deny/],
    },
    {
      what: 'the permission to open it',
      change: said(open, 'sagemaker:ListTags', 'data-scientists'),
      why: [access(lea, open, notebook), /^no; implicit deny/],
    },
    {
      what: 'that the permission is for this notebook',
      change: said('notebook-instance/fraud-lab', 'notebook-instance/other', 'data-scientists'),
      why: [access(lea, open, notebook), /^no; implicit deny/],
    },
    {
      what: 'that no SCP denies it',
      change: forbidden(research, open),
      why: [access(lea, open, notebook), /^no; Deny denied/],
    },
    {
      what: 'that no boundary limits the user',
      change: bounded('lea', research),
      why: [access(lea, open, notebook), /^no/],
    },
    {
      what: 'the administrator policy of the role',
      change: but(iam, '"RoleName":"FraudLabNotebookRole"', { AttachedManagedPolicies: [] }),
      why: [property(labRole, 'administrator'), /^false$/],
    },
  ],
};

/** Who may only change the script waits until somebody else starts the notebook. */
const swapped: Story = {
  ...opened,
  name: '1 the laboratory: a leaked key swaps the script that it starts with',
  pieces: only(open)(alone(research, notebooks)),
  openings: [
    theKey,
    {
      what: 'the permission to change the script',
      change: said(swap[0], 'sagemaker:ListTags', 'data-scientists'),
      why: [access(lea, swap[0], script), /^no; implicit deny/],
    },
    {
      what: 'that the permission is for this script',
      change: said('lifecycle-config/fraud-lab-setup', 'lifecycle-config/other', 'data-scientists'),
      why: [access(lea, swap[0], script), /^no; implicit deny/],
    },
    {
      what: 'the script of the notebook',
      change: but('sagemaker:DescribeNotebookInstance', 'fraud-lab', {
        NotebookInstanceLifecycleConfigName: undefined,
      }),
      why: [edge('STARTS_WITH', notebook, script), /^none$/],
    },
  ],
};

const interpreter = codeInterpreterArn(labIreland, 'claims_analysis');
const noor = `arn:aws:iam::${research}:user/noor`;
const sandbox: Story = {
  name: '8 a member runs code in a sandbox that is an administrator',
  at: labIreland,
  pieces: alone(research, sandboxes),
  policy: 'AISPM-0035',
  victim: research,
  way: [
    'A member of the organisation who is no administrator',
    'ESCALATES_TO ClaimsAnalysisRole',
    `ESCALATES_TO ${research}`,
  ],
  openings: [
    // Who may not start a session uses one that is there.
    {
      what: 'the permission to run code in it',
      change: said('InvokeCodeInterpreter', 'ListTagsForResource', 'analysts'),
      why: [access(noor, 'bedrock-agentcore:InvokeCodeInterpreter', interpreter), /^no; implicit deny/],
    },
    {
      what: 'the membership in the group',
      change: but(iam, '"UserName":"noor"', { GroupList: [] }),
      why: [access(noor, 'bedrock-agentcore:InvokeCodeInterpreter', interpreter), /^no; implicit deny/],
    },
    {
      what: 'that no boundary limits the user',
      change: bounded('noor', research),
      why: [access(noor, 'bedrock-agentcore:InvokeCodeInterpreter', interpreter), /^no/],
    },
    {
      what: 'the role of the sandbox',
      change: but('bedrock-agentcore-control:GetCodeInterpreter', 'claims_analysis', {
        executionRoleArn: undefined,
      }),
      why: [edge('RUNS_AS', interpreter, 'ClaimsAnalysisRole'), /^none$/],
    },
    {
      what: 'the administrator policy of the role',
      change: but(iam, '"RoleName":"ClaimsAnalysisRole"', { AttachedManagedPolicies: [] }),
      why: [property(roleArn(research, 'ClaimsAnalysisRole'), 'administrator'), /^false$/],
    },
  ],
};

const agent = arn(prodIreland, 'bedrock', `agent/${agentId('travel-agent')}`);
const nobody = `arn:aws:iam::${production}:user/${phantom}`;
const key: Story = {
  name: '9 the API key of a user whom nobody made rewrites an agent',
  at: prodIreland,
  // Without the tool for everyone, which is a story of its own.
  pieces: unlisted('lambda:ListFunctions', 'claims-payouts')(alone(production, [...claims, ...sandboxes])),
  policy: 'AISPM-0041',
  victim: 'travel-agent',
  way: [leaked, `HAS_CREDENTIAL ${phantom}`, 'INFLUENCES travel-agent'],
  openings: [
    {
      what: 'the key',
      change: unlisted('iam:ListServiceSpecificCredentials', phantom),
      why: [edge('HAS_CREDENTIAL', nobody, ''), /^none$/],
    },
    {
      what: 'that the key is active',
      change: but('iam:ListServiceSpecificCredentials', phantom, { Status: 'Inactive' }),
      why: [
        (view) => [...view.nodes('AwsIamServiceCredential')].map((one) => String(one.props['status'])).join(),
        /^Inactive$/,
      ],
    },
    {
      what: 'rights beyond asking models',
      change: said('bedrock:*', 'bedrock:InvokeModel', phantom),
      why: [access(nobody, 'bedrock:UpdateAgent', agent), /^no; implicit deny/],
    },
    {
      what: 'that no SCP denies it',
      change: forbidden(production, 'bedrock:*Agent*'),
      why: [access(nobody, 'bedrock:UpdateAgent', agent), /^no; Deny denied/],
    },
  ],
};

export const ofPeople: readonly Story[] = [opened, swapped, sandbox, key];
