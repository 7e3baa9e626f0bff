module.exports = require("./run-folder").remove;
