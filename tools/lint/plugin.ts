/** Pathlight's own lint rules, loaded by oxlint (`jsPlugins` in `.oxlintrc.json`). */
import { layers } from './layers.ts';
import { onePlace } from './one-place.ts';

export default { meta: { name: 'pathlight' }, rules: { layers, 'one-place': onePlace } };
