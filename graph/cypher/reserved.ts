/**
 * Labels on Neo4j that start with this are Pathlight's own (state, spool, journal), out of reach of people's queries.
 * `admitQuery` rests on two promises of whoever writes such nodes: a node with such a label has no other label, and no
 * edge joins it to a node without one.
 */
export const STATE_LABEL_PREFIX = '_Pathlight';
