/** `pathlight permissions aws`. */
import {
  minimalRole,
  roleAsCloudFormation,
  roleAsJson,
  roleAsTerraform,
} from '#connectors/aws/provider/permissions.ts';
import { wireKinds } from '#src/wire.ts';
import type { PermissionsOptions } from '../commands/permissions.ts';

const writers = { json: roleAsJson, terraform: roleAsTerraform, cloudformation: roleAsCloudFormation };

/** The role as a document. */
export async function awsRole({ format, account, externalId }: PermissionsOptions): Promise<string> {
  const { catalogue } = await wireKinds();
  return writers[format](minimalRole(catalogue), { account, externalId });
}
