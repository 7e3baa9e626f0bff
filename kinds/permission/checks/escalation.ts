import { suggestion } from "../../../language/diagnostics/nearest";
import type { Diagnostic, Step } from "../../../language/yaml/tree";
import type { Environment } from "../../core/environment";
import { BOUNDABLE, escalating, RULES, type Rule } from "../escalation";
import type { Statement } from "../settings";

/** Paths of roles that AWS makes (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names). */
const PATHS_OF_AWS = ["aws-reserved/", "aws-service-role/", "service-role/"];

/** A statement with the names of the boundaries that there are. */
interface Context {
  readonly statement: Statement;
  readonly boundaries: readonly string[];
}

/** Where an ARN of IAM leads: its account and what follows `role/`, up to a wildcard. Nothing if it is none. */
function iamName(arn: string): { account: string; begins: string; isWhole: boolean } | undefined {
  const [, account, name] = /^arn:[^:]+:iam::([^:]*):(?:role|user|policy|instance-profile)\/(.*)$/.exec(arn) ?? [];
  if (account === undefined || name === undefined) return undefined;
  const [begins = ""] = name.split(/[*?]/);
  return { account, begins, isWhole: begins === name };
}

/** Whether everything that an ARN stands for lies under one path of one account. */
function isUnderPath(arn: string): boolean {
  const name = iamName(arn);
  const isOfAws = PATHS_OF_AWS.some((path) => name?.begins.startsWith(path));
  return name?.begins.includes("/") === true && !isOfAws && !/[*?]/.test(name.account);
}

function isRoleNamed(arn: string): boolean {
  const name = iamName(arn);
  return isUnderPath(arn) || (name?.isWhole === true && !/[*?]/.test(name.account));
}

/** Whether an ARN names what it stands for, or how its name begins; a reference does. */
function isNamed(arn: string): boolean {
  const [, resource] = /^arn:[^:]+:[^:]+:[^:]*:[^:]*:(.*)$/.exec(arn) ?? [];
  if (resource === undefined) return arn.startsWith("${");
  const [begins = ""] = resource.split(/[*?]/);
  return /^[^:/]*[:/].+/.test(begins);
}

function keysOf({ when = {} }: Statement): [operator: string, key: string, values: string[]][] {
  return Object.entries(when).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, value]): [string, string, string[]] => [operator, key, [value].flat()]),
  );
}

/** Whether the resource must have a tag with a value that begins with something. */
function asksForTag(statement: Statement): boolean {
  return keysOf(statement).some(
    ([operator, key, values]) =>
      /^String(Equals|Like)$/.test(operator) &&
      /:ResourceTag\/./.test(key) &&
      values.every((value) => !/^[*?]/.test(value)),
  );
}

function namesServices(statement: Statement): boolean {
  return keysOf(statement).some(
    ([operator, key, values]) =>
      /^String(Equals|Like)$/.test(operator) &&
      key.toLowerCase() === "iam:passedtoservice" &&
      values.every((value) => !/[*?]/.test(value)),
  );
}

/** What a statement lacks to be allowed an action, in words; nothing if it lacks nothing. */
const LACKS: Record<Rule, (context: Context) => string | undefined> = {
  never: () =>
    "makes an administrator of whoever has it, and no condition bounds it; take it out, and let a person do this",
  boundary: ({ statement, boundaries }) =>
    statement.boundary !== undefined
      ? LACKS.path({ statement, boundaries })
      : `gives roles or users any permission there is; add \`boundary: ${boundaries[0] ?? "<name>"}\`${boundaries.length > 0 ? "" : ", and say in `boundaries.<name>` what they may do at most"}`,
  path: ({ statement }) => {
    const open = statement.on.find((arn) => !isUnderPath(arn));
    return open === undefined
      ? undefined
      : `is for \`${open}\`, which may be somebody else's; give what is made here a path of its own, like arn:aws:iam::\${account}:role/<path>/*`;
  },
  role: ({ statement }) => {
    const open = statement.on.find((arn) => !isRoleNamed(arn));
    return open === undefined
      ? undefined
      : `is for \`${open}\`, any role that is called so; name the role in full, or a path of its own like arn:aws:iam::\${account}:role/<path>/*`;
  },
  pass: (context) =>
    LACKS.role(context) ??
    (namesServices(context.statement)
      ? undefined
      : "hands roles to any service; add `when: { StringEquals: { iam:PassedToService: <service>.amazonaws.com } }`"),
  target: ({ statement }) => {
    const open = statement.on.find((arn) => !isNamed(arn));
    return open === undefined || asksForTag(statement)
      ? undefined
      : `is for \`${open}\`, others' among them; name the resource, or add \`when: { StringEquals: { "aws:ResourceTag/<tag>": <value> } }\` if what it is for has a tag`;
  },
};

/** An action with wildcards that stands for several rules: one cannot be met without another. */
function actionProblem(allowed: string, context: Context): string | undefined {
  const meant = escalating(allowed);
  const [first] = meant;
  if (first === undefined) return undefined;
  if (allowed.includes("*")) {
    const lacking = meant.find((action) => LACKS[RULES.get(action)!](context) !== undefined);
    return lacking === undefined
      ? undefined
      : `\`${allowed}\` allows ${lacking}, by which one can become more than one is; write out the actions that are needed`;
  }
  const lack = LACKS[RULES.get(first)!](context);
  return lack === undefined ? undefined : `${allowed} ${lack}`;
}

function boundaryDiagnostics({ statement, boundaries }: Context, path: readonly Step[]): Diagnostic[] {
  const { boundary, allow } = statement;
  if (boundary === undefined) return [];
  if (!boundaries.includes(boundary)) {
    const message = `there is no \`${boundary}\` in \`boundaries\`; ${suggestion(boundary, boundaries, "say there what it allows")}`;
    return [{ path: [...path, "boundary"], message }];
  }
  return allow.flatMap((action, index) =>
    BOUNDABLE.some((one) => one.toLowerCase() === action.toLowerCase())
      ? []
      : [
          {
            path: [...path, "allow", index],
            message: `IAM knows no boundary of ${action}, so that it would never be allowed; write it in a statement without \`boundary\``,
          },
        ],
  );
}

/** Nothing lets a role become more than it is: what it may make has a boundary and a path of its own. */
export function escalation(environment: Environment): Diagnostic[] {
  const boundaries = Object.keys(environment.boundaries);
  return (["boundaries", "permissions"] as const).flatMap((section) =>
    Object.entries(environment[section]).flatMap(([name, statements]) =>
      statements.flatMap((statement, index): Diagnostic[] => {
        const path = [section, name, index];
        const context = { statement, boundaries };
        const actions = statement.allow.flatMap((allowed, position): Diagnostic[] => {
          const message = actionProblem(allowed, context);
          return message === undefined ? [] : [{ path: [...path, "allow", position], message }];
        });
        return [...actions, ...boundaryDiagnostics(context, path)];
      }),
    ),
  );
}
