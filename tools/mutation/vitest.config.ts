import { defineConfig } from 'vitest/config';

/** The tests that tell mutants apart: quick ones that answer the same in every run, so not the laws over random cases. */
export default defineConfig({
  test: {
    include: [
      'graph/access/aws/{reasons,language,callers,block,values,run,cases,glob}.test.ts',
      'graph/access/aws/bulk/{bits,cells,effect,grants,leans,organizations,reach,request,rows}.test.ts',
    ],
    setupFiles: ['./test/setup.ts'],
  },
});
