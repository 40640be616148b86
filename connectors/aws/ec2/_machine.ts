/** What an instance is for, as far as its type and its image tell. */

/**
 * Families with GPUs or with chips made for machine learning or video (Trainium, Inferentia, Gaudi, Cloud AI 100, U30):
 * `p4d`, `g5g`, `gr6`, `trn1n`, `inf2`, `dl2q`, `vt1`. Those with FPGAs run no model by themselves and do not count.
 * Source: EC2 Instance Types, "Specifications for Amazon EC2 accelerated computing instances".
 */
const accelerated = /^(?:p|gr?|trn|inf|dl|vt)\d/;

/** Whether machines of a type (`p5.48xlarge`) have accelerators. */
export const hasAccelerators = (type: string): boolean => accelerated.test(type.toLowerCase());

/**
 * Names of images that come with what it takes to train or serve models.
 * Source: AWS Deep Learning AMIs Developer Guide, "Release notes for DLAMIs" (their names); names of images made from
 * them follow no rule, so that the frameworks count too.
 */
const forLearning =
  /\bdeep[ _-]?learning\b|\bdlami\b|\bpytorch\b|\btensorflow\b|\bneuronx?\b|\bnvidia[ _-]gpu[ _-](?:optimized|cloud)\b/i;

/** Whether the name or description of an image says that it is made for machine learning. */
export const isAiImage = (...said: readonly (string | undefined)[]): boolean =>
  said.some((one) => one !== undefined && forLearning.test(one.replaceAll('_', ' ')));
