/** A text as Terraform's JSON wants it, so that `${` and `%{` in it are no templates (https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping). */
export function terraformText(text: string): string {
  // By functions: in a replacement that is text, `$$` stands for one `$`.
  return text.replaceAll("${", () => "$${").replaceAll("%{", () => "%%{");
}
