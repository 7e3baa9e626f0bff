import { containersOf } from "../../kinds/service/containers";
import { executionRole } from "./grants";
import { mayDo, type Request, thatAre } from "./simulator/simulator";
import { everyEnvironment, everyService } from "./world";

const PULL = ["BatchCheckLayerAvailability", "BatchGetImage", "GetDownloadUrlForLayer"];
const CHANGE = ["PutImage", "InitiateLayerUpload", "BatchDeleteImage", "DeleteRepository", "SetRepositoryPolicy"];

describe.each(everyService(everyEnvironment()))("the execution role of %s", (_name, deployed, service) => {
  const { values, stacks, environment, region, account } = deployed;
  const role = executionRole(deployed, service);
  const may = (request: Request) => mayDo(role, request);
  const built = Object.keys(environment.images).filter((name) => environment.images[name]!.build !== undefined);
  const run = Object.values(containersOf(service, environment.services[service]!)).map(({ image }) => image);
  const [own, others] = [built.filter((name) => run.includes(name)), built.filter((name) => !run.includes(name))];

  const toRepository = (name: string, actions: string[]): Request[] => {
    const resource = values.attribute(stacks.registry, `aws_ecr_repository.${name}_repository`, "arn");
    return actions.map((action) => ({ action: `ecr:${action}`, resource }));
  };
  const logOf = (name: string): Request[] =>
    ["CreateLogStream", "PutLogEvents"].map((action) => ({
      action: `logs:${action}`,
      resource: `arn:aws:logs:${region}:${account}:log-group:/${deployed.name}/${name}:log-stream:a/b/c`,
    }));

  it("pulls the images that its containers run", async () => {
    const token = own.length > 0 ? [{ action: "ecr:GetAuthorizationToken", resource: "*" }] : [];
    const wanted = [...token, ...own.flatMap((name) => toRepository(name, PULL))];
    expect(await thatAre("denied", wanted, may)).toEqual([]);
  });

  it("pulls no others, and pushes and deletes none", async () => {
    const unwanted = [
      ...others.flatMap((name) => toRepository(name, PULL)),
      ...built.flatMap((name) => toRepository(name, CHANGE)),
      { action: "ecr:BatchGetImage", resource: `arn:aws:ecr:${region}:${account}:repository/another/web` },
    ];
    expect(await thatAre("allowed", unwanted, may)).toEqual([]);
  });

  it("writes its own log and no other, and reads none", async () => {
    expect(await thatAre("denied", logOf(service), may)).toEqual([]);
    const strange = [...Object.keys(environment.services).filter((name) => name !== service), "exec", "flow-logs"];
    const reading = { action: "logs:GetLogEvents", resource: logOf(service)[0]!.resource };
    expect(await thatAre("allowed", [...strange.flatMap(logOf), reading], may)).toEqual([]);
  });

  it("can do nothing else", () => {
    const held = role.policies.flatMap(({ Statement }) => Statement).filter(({ Effect }) => Effect === "Allow");
    const services = new Set(held.flatMap(({ Action }) => Action).map((action: string) => action.split(":")[0]));
    expect([...services].filter((name) => !["ecr", "logs", "secretsmanager"].includes(name!))).toEqual([]);
  });
});
