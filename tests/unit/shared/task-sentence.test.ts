import { describe, expect, it } from 'vitest';
import { jobs } from '../../../shared/catalogue/jobs.ts';
import { longestTask, readTask } from '../../../shared/task-sentence.ts';
import { accountToken } from '../../fakes/tokens.ts';

function answerTo(task: string): string {
  const read = readTask(task);
  return read.ok ? 'taken' : read.problem.code;
}

describe('a task that names no result is sent back', () => {
  it.each([
    ['fix Cloudflare'],
    ['Fix Cloudflare.'],
    ['work on the website'],
    ['Please help me with my site'],
    ['Make everything better'],
    ['Look at it and take care of everything'],
    ['do the job'],
    ['update settings'],
    ['???'],
    ['🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂'],
    ['—'],
  ])('%s', (task) => {
    expect(answerTo(task)).toBe('task-vague');
  });
});

describe('a task that can be said in one sentence is taken', () => {
  it.each([
    ['Purge /menu'],
    ['Point www.bakery.example to our new host.'],
    ['Block AI crawlers'],
    ['List 404 pages'],
    ['Leere die gespeicherte Kopie der Preisliste.'],
    ['Vide la copie enregistrée de la page des tarifs'],
    ['Очисти сохранённую копию прайс-листа'],
    ['価格ページのキャッシュを削除してください'],
    ['清除价格页面的缓存副本'],
    ['ล้างแคชหน้าราคา'],
    ['نظف النسخة المحفوظة لصفحة الأسعار'],
    ['נקה את העותק השמור של דף המחירים'],
    ['Clear the price list 🥐 on bakery.example'],
    ['Find out why <b>robots.txt</b> blocks Google'],
  ])('%s', (task) => {
    expect(answerTo(task)).toBe('taken');
  });

  it.each(Object.values(jobs).flatMap((job) => job.examples))('our own example: %s', (example) => {
    expect(answerTo(example.replaceAll('{site}', 'bakery.example'))).toBe('taken');
  });
});

describe('a task is one line of a length that can be read', () => {
  it('takes 300 characters and not one more', () => {
    const sentence = 'Purge the price list '.padEnd(longestTask, 'x');
    expect([answerTo(sentence), answerTo(`${sentence}x`)]).toEqual(['taken', 'task-too-long']);
  });

  it('turns line breaks and tabs into spaces', () => {
    expect(readTask(' Purge\r\n\tthe  price\u2028list ')).toEqual({
      ok: true,
      value: 'Purge the price list',
    });
  });

  it('is asked for again when it is empty', () => {
    expect(answerTo(' \n ')).toBe('task-empty');
  });

  it('holds no secret', () => {
    expect(readTask(`Purge the price list with ${accountToken}`)).toEqual({
      ok: false,
      problem: { code: 'field-holds-secret', field: 'task' },
    });
  });
});
