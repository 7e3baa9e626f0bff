import { type Grant, permissionsOnly, sid } from "../../core/contexts/access";
import { userPoolOutputs } from "../outputs";

const READ = ["AdminGetUser", "AdminListGroupsForUser", "GetGroup", "ListGroups", "ListUsers", "ListUsersInGroup"];

/** What an administrator of users does; neither signing in as somebody else nor changing the pool is among it. */
const MANAGE = [
  ...["AdminCreateUser", "AdminUpdateUserAttributes", "AdminDisableUser", "AdminEnableUser", "AdminDeleteUser"],
  ...["AdminResetUserPassword", "AdminUserGlobalSignOut"],
  ...["CreateGroup", "UpdateGroup", "DeleteGroup", "AdminAddUserToGroup", "AdminRemoveUserFromGroup"],
];

/** Actions by level. Signing users in takes no permission: the pages do it, and tokens are checked with public keys. */
const ACTIONS: Readonly<Record<string, string[]>> = { "sign-in": [], read: READ, manage: [...READ, ...MANAGE] };

/** Users of a user pool, and their groups. */
export const userPool: Grant = (name, level, { data }) => {
  const actions = ACTIONS[level]!.map((action) => `cognito-idp:${action}`);
  const statement = { sid: sid(`${level} ${name}`), actions, resources: [data(userPoolOutputs(name).arn)] };
  return permissionsOnly(...(actions.length > 0 ? [statement] : []));
};
