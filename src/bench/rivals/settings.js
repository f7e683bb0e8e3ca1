// Node-RED without its editor and without what asks the outside: only the flow runs.
module.exports = {
  flowFile: "flow.json",
  uiHost: "127.0.0.1",
  uiPort: Number(process.env.UI_PORT),
  disableEditor: true,
  httpAdminRoot: false,
  httpNodeRoot: false,
  telemetry: { enabled: false, updateNotification: false },
  logging: { console: { level: "warn", metrics: false, audit: false } },
};
