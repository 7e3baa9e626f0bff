#!/usr/bin/env node
// The program that cdktf starts in place of Terraform (TERRAFORM_BINARY_NAME); launch.js has built what it needs.
require("../../build/commands/cdktf/terraform-session.js").main();
