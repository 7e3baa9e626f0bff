import { output } from "../core/output";

/** What the registry layer hands on of an image's repository. */
export function repositoryOutputs(image: string) {
  return {
    url: output("registry", `${image}_url`, `Repository of the image ${image}`),
    arn: output("registry", `${image}_arn`, `ARN of the repository of the image ${image}`),
  };
}

/** What the images layer hands on of an image that it has built. */
export function builtImageOutputs(image: string) {
  return { uri: output("images", `${image}_image`, `Address of the image ${image}, with the tag of its content`) };
}
