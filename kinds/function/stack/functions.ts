import type { Construct } from "constructs";
import type { ServiceContext } from "../../core/contexts/service";
import { ImageFunction } from "./image-function";

/** The functions of an environment. Each is made when somebody first asks for it, so that users come after what they use. */
export class Functions {
  private readonly made = new Map<string, ImageFunction>();

  constructor(
    private readonly scope: Construct,
    private readonly context: ServiceContext,
  ) {}

  get(name: string): ImageFunction {
    const known = this.made.get(name);
    if (known) return known;
    const made = new ImageFunction(this.scope, name, this.context);
    this.made.set(name, made);
    return made;
  }
}
