import { type Grant, permissionsOnly } from "../../core/contexts/access";
import { plainText } from "../../core/stack/values";
import { writtenStatements } from "./written-statements";

/** Permissions that the manifest writes out, with their reasons. */
export const permission: Grant = (name, _level, { environment, account, resolve }) =>
  permissionsOnly(
    ...writtenStatements(name, environment.permissions[name]!, {
      environment,
      account,
      text: (text) => plainText(text, resolve),
    }),
  );
