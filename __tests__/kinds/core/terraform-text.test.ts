import { terraformText } from "../../../kinds/core/stack/terraform-text";

it("keeps Terraform from reading a shell's variables as templates", () => {
  expect(terraformText("echo ${HOME} $USER 100%{x}")).toBe("echo $${HOME} $USER 100%%{x}");
});
