import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{graph,connectors,policies,workers,src,test,tools,bench}/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 120_000,
    pool: 'forks',
    setupFiles: ['./test/setup.ts'],
  },
});
