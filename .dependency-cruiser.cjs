// Who may import whom: shared design, section "Imports". Checked by
// scripts/check/imports.mjs, which also fails when a source file was not looked at.

const services = 'signaling|media-nodes|control-plane';
const tests = '[.]test[.]tsx?$|/testing/|/e2e/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one file, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'An import that leads nowhere, or to a package that no manifest names.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^(virtual:|.+[?](url|raw|worker|inline|worker&url)$)' },
    },
    {
      name: 'proto-stands-alone',
      comment: 'The contract imports nothing of ours.',
      severity: 'error',
      from: { path: '^proto/' },
      to: { path: '^(signaling|media-nodes|control-plane|agent-web|loadtest)/' },
    },
    {
      name: 'services-meet-in-proto',
      comment: 'No arrow between the edge, the media node, the control plane and the pages.',
      severity: 'error',
      from: { path: '^(signaling|media-nodes|control-plane|agent-web)/' },
      to: { path: '^(signaling|media-nodes|control-plane|agent-web|loadtest)/', pathNot: '^$1/' },
    },
    {
      name: 'by-package-name',
      comment: 'Another workspace is imported by its name, so that its exports map holds.',
      severity: 'error',
      from: { path: '^(proto|signaling|media-nodes|control-plane|agent-web|loadtest)/' },
      to: {
        path: '^(proto|signaling|media-nodes|control-plane|agent-web|loadtest)/',
        pathNot: '^$1/',
        dependencyTypes: ['local'],
      },
    },
    {
      name: 'core-knows-no-adapter',
      comment: 'core -> ports <- adapters; only main.ts knows which adapters are real.',
      severity: 'error',
      from: { path: `^(${services})/src/`, pathNot: `/adapters/|/src/main[.]ts$|/src/cli/|${tests}` },
      to: { path: '^$1/src/adapters/' },
    },
    {
      name: 'uws-behind-its-port',
      comment: 'The socket server stands behind one small port.',
      severity: 'error',
      from: { pathNot: `^signaling/src/adapters/|${tests}` },
      to: { path: 'node_modules/uWebSockets[.]js/' },
    },
    {
      name: 'mediasoup-behind-its-port',
      comment: "mediasoup is known to the media node's adapters only.",
      severity: 'error',
      from: {
        path: '^(proto|signaling|media-nodes|control-plane)/',
        pathNot: `^media-nodes/src/adapters/|${tests}`,
      },
      to: { path: 'node_modules/mediasoup/' },
    },
    {
      name: 'test-parts-in-tests',
      comment: 'What proto offers for tests is used by tests and the load test only.',
      severity: 'error',
      from: { pathNot: `^loadtest/|^proto/src/testing/|${tests}` },
      to: { path: '^proto/src/testing/' },
    },
    {
      name: 'pages-run-in-browsers',
      comment: 'A page reaches neither Node nor the Node half of proto.',
      severity: 'error',
      from: { path: '^agent-web/src/', pathNot: tests },
      to: { path: '^proto/src/node/', reachable: true },
    },
    {
      name: 'pages-use-no-node',
      comment: 'A page has no Node built-in.',
      severity: 'error',
      from: { path: '^agent-web/src/', pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'loader-stands-alone',
      comment: 'The loader is weighed in bytes: it imports nothing but its own files.',
      severity: 'error',
      from: { path: '^agent-web/src/loader/', pathNot: tests },
      to: { pathNot: '^agent-web/src/loader/' },
    },
    {
      name: 'link-below-state',
      comment: 'desk, widget, ops, admin -> state -> link -> proto.',
      severity: 'error',
      from: { path: '^agent-web/src/link/' },
      to: { path: '^agent-web/src/', pathNot: '^agent-web/src/link/' },
    },
    {
      name: 'state-below-pages',
      comment: 'desk, widget, ops, admin -> state -> link -> proto.',
      severity: 'error',
      from: { path: '^agent-web/src/state/' },
      to: { path: '^agent-web/src/', pathNot: '^agent-web/src/(state|link|noise)/' },
    },
    {
      name: 'noise-stands-alone',
      comment: 'The suppressors run in an audio thread and in the load test: nothing but their own files.',
      severity: 'error',
      from: { path: '^agent-web/src/noise/', pathNot: tests },
      to: { pathNot: '^agent-web/src/noise/' },
    },
    {
      name: 'pages-apart',
      comment: 'The pages are bundles of their own: what they share lies beside them.',
      severity: 'error',
      from: { path: '^agent-web/src/(desk|widget|ops)/' },
      to: { path: '^agent-web/src/(desk|widget|ops|admin|loader)/', pathNot: '^agent-web/src/$1/' },
    },
    {
      name: 'admin-apart',
      comment:
        'So is the administrators’ page; its preview of the look draws the launcher itself, which imports nothing.',
      severity: 'error',
      from: { path: '^agent-web/src/admin/' },
      to: {
        path: '^agent-web/src/(desk|widget|ops|loader)/',
        pathNot: '^agent-web/src/loader/(launcher|look|styles|texts)[.]ts$',
      },
    },
    {
      name: 'no-react-below-pages',
      comment: 'link and state know no React.',
      severity: 'error',
      from: { path: '^agent-web/src/(link|state)/', pathNot: tests },
      to: { path: 'node_modules/(react|react-dom|react-i18next|@mantine)/' },
    },
    {
      name: 'routing-knows-no-channel',
      comment: 'routing and channels meet in conversations, which routing does not know either.',
      severity: 'error',
      from: { path: '^control-plane/src/routing/' },
      to: { path: '^control-plane/src/(channels|conversations)/' },
    },
    {
      name: 'channels-know-no-routing',
      comment: 'routing and channels meet in conversations.',
      severity: 'error',
      from: { path: '^control-plane/src/channels/' },
      to: { path: '^control-plane/src/routing/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mts', '.d.mts', '.mjs', '.js', '.cjs', '.json', '.node'],
    },
  },
};
