import type { InputProblem } from './problem.ts';
import { failed, ok, type Result } from './result.ts';
import { holdsToken } from './token-forms.ts';

/** The longest task that still counts as one sentence, in characters. */
export const longestTask = 300;

/* Words that name no result: a task made of these alone gives an agent no limit. */
const emptyWords = new Set(
  `a all and any anything at be better can care check cloudflare do domain everything fix for good handle help helping
  improve in it look make manage me my of on optimise optimize our please problem problems project set settings setup site
  some something stuff sure take that the things this to up update us use web webpage website websites with work works
  working you your is are need needs want should have get agent ai task job`.split(/\s+/),
);

/**
 * Checks that the task is one sentence that names a result. A task that can't be said in one sentence gives a token
 * that is too broad.
 */
export function readTask(typed: string): Result<string, InputProblem> {
  const task = typed.replace(/\s+/g, ' ').trim();
  if (task === '') return failed({ code: 'task-empty' });
  if (holdsToken(task)) return failed({ code: 'field-holds-secret', field: 'task' });
  if (task.length > longestTask) return failed({ code: 'task-too-long' });
  const words = task.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.filter((word) => !emptyWords.has(word));
  /* Scripts without spaces between words (Chinese, Japanese, Thai) make one long "word". */
  const longWord = telling.some((word) => word.length >= 8 && /[^\p{Script=Latin}\p{N}]/u.test(word));
  return telling.length >= 2 || longWord ? ok(task) : failed({ code: 'task-vague' });
}
