import { type Grant, permissionsOnly, sid } from "../../core/contexts/access";
import { plainText } from "../../core/stack/values";

/** Permissions that the manifest writes out, with their reasons. */
export const permission: Grant = (name, _level, { environment, resolve }) =>
  permissionsOnly(
    ...environment.permissions[name]!.map((statement, index) => ({
      sid: sid(`${name} ${index}`),
      actions: statement.allow,
      resources: statement.on.map((arn) => plainText(arn, resolve)),
      conditions: statement.when,
    })),
  );
