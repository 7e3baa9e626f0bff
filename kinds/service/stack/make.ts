import { Role } from "../../../modules/iam/role";
import { type DataContext, each } from "../../core/contexts/data";

/** Task roles of services that keep theirs: each may do nothing until the service layer says what. */
export function makeKeptRoles(context: DataContext): void {
  each(context.environment.services, (name, { keepRole }) => keepRole && addRole(context, name));
}

function addRole({ scope, environment, prefix, account, guarded, publish }: DataContext, service: string): void {
  const role = new Role(scope, service, {
    name: `${prefix}-${service}-task`,
    description: `What ${prefix}-${service} may do in AWS`,
    service: "ecs-tasks.amazonaws.com",
    account,
    permissionsBoundary: environment.permissionsBoundary,
    statements: [],
    guarded,
  });
  publish(`${service}_role_name`, role.name, `Name of the task role of ${service}`);
  publish(`${service}_role_arn`, role.arn, `ARN of the task role of ${service}`);
}
