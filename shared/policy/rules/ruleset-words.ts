import { inWords, objectIn, textIn } from './shapes.ts';

type RuleBody = Readonly<Record<string, unknown>>;

/** What an owner calls a rule: by the description that somebody gave it. */
export function nameOfRule(rule: RuleBody, word: string): string {
  const description = textIn(rule, 'description') ?? '';
  const name = word.charAt(0).toUpperCase() + word.slice(1);
  return description === '' ? name : `${name} “${description}”`;
}

/** What a rule does, in one line: when, and then what. */
export function ruleInOneLine(rule: RuleBody): string {
  const off = rule.enabled === false ? 'Off. ' : '';
  const ref = textIn(rule, 'ref') ?? '';
  /* Cloudflare gives a rule its first id as its ref, unless somebody sent another; it stays when the rule is put back. */
  const known = ref === '' || /^[0-9a-f]{32}$/.test(ref) ? '' : `, known as ${ref}`;
  return `${off}If ${textIn(rule, 'expression') ?? '?'}: ${actionOf(rule)}${known}`;
}

function actionOf(rule: RuleBody): string {
  const parameters = objectIn(rule.action_parameters);
  const action = textIn(rule, 'action');
  if (action === 'redirect') return redirectOf(parameters);
  const words = Object.entries(parameters).map(([name, value]) => `${name}: ${inWords(value)}`);
  if (action === 'set_cache_settings') return `keep as set (${words.join(', ')})`;
  return words.length === 0 ? (action ?? '?') : `${action ?? '?'} (${words.join(', ')})`;
}

function redirectOf(parameters: RuleBody): string {
  const from = objectIn(parameters.from_value);
  const target = textIn(from.target_url, 'value') ?? textIn(from.target_url, 'expression');
  const status = typeof from.status_code === 'number' ? from.status_code : 302;
  const lasting = status === 301 || status === 308 ? 'for good' : 'for now';
  const query = from.preserve_query_string === true ? ', with what stands after the question mark' : '';
  /* A form of redirect that a slip does not send, such as one by a list, is shown as it is. */
  return target === null
    ? `send to ${inWords(parameters)}`
    : `send to ${target} ${lasting} (${status})${query}`;
}
