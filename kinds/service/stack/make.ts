import { Role } from "../../../modules/iam/role";
import { type DataContext, each } from "../../core/contexts/data";
import { serviceOutputs } from "../outputs";

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
  const outputs = serviceOutputs(service);
  publish(outputs.roleName, role.name);
  publish(outputs.roleArn, role.arn);
}
