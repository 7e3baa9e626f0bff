/** An upload that cannot become something in a corporation's bucket, however often it is tried. */
export class Refusal extends Error {
  override name = "Refusal";
}
