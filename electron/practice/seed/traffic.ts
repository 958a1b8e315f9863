import type { PracticeState, Traffic } from '../state.ts';
import { places } from './places.ts';
import { crawlerRuleId } from './rules.ts';

const browser = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36';
const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Safari/604.1';
const gptBot = 'Mozilla/5.0 (compatible; GPTBot/1.3; +https://openai.com/gptbot)';
const claudeBot = 'Mozilla/5.0 (compatible; ClaudeBot/1.0; +claudebot@anthropic.com)';
const googleBot = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

type Row = Partial<Traffic> & Pick<Traffic, 'path' | 'perDay'>;

function visits(host: string, rows: readonly Row[]): Traffic[] {
  return rows.map((row) => ({
    host,
    status: 200,
    cache: 'hit',
    bytes: 24_000,
    country: 'GB',
    agent: browser,
    method: 'GET',
    referer: '',
    blocked: null,
    ...row,
  }));
}

const blockedBy = { action: 'block', source: 'firewallCustom', ruleId: crawlerRuleId };
const aiBlock = { action: 'block', source: 'botFight', ruleId: 'ai_bots_protection' };
const lost: Partial<Traffic> = { status: 404, cache: 'dynamic', bytes: 1800 };
const circling: Partial<Traffic> = { status: 301, cache: 'none', bytes: 400 };

/** What visitors of each zone do on an ordinary day: lost pages, cache misses, blocked crawlers, a redirect loop. */
export function seedTraffic(): PracticeState['traffic'] {
  const { zones } = places;
  return {
    [zones.bakery.id]: [
      ...visits('bakery.example', [
        { path: '/', perDay: 1900 },
        { path: '/', perDay: 1200, agent: phone, country: 'IE' },
        { path: '/opening-hours', perDay: 640 },
        { path: '/cakes/', perDay: 520, cache: 'miss' },
        { path: '/blog/rye-bread', perDay: 410, cache: 'bypass', bytes: 61_000 },
        { path: '/blog/sourdough', perDay: 380, cache: 'bypass', bytes: 58_000 },
        { path: '/photos/shop-front.jpg', perDay: 900, bytes: 310_000 },
        { path: '/photos/old-oven.jpg', perDay: 70, cache: 'expired', bytes: 290_000 },
        { path: '/robots.txt', perDay: 45, agent: googleBot, bytes: 600, country: 'US' },
        { path: '/sitemap.xml', perDay: 12, agent: googleBot, cache: 'dynamic', bytes: 4100, country: 'US' },
        { path: '/menu-2024.pdf', perDay: 140, ...lost, referer: 'https://maps.example/' },
        { path: '/wedding-cakes', perDay: 96, ...lost, referer: 'https://bakery.example/cakes/' },
        { path: '/blog/christmas-stollen', perDay: 31, ...lost },
        { path: '/llms.txt', perDay: 18, ...lost, agent: claudeBot, country: 'US' },
        { path: '/wp-login.php', perDay: 260, ...lost, country: 'CN' },
        { path: '/menu', perDay: 210, ...circling },
        {
          path: '/',
          perDay: 85,
          status: 403,
          cache: 'none',
          bytes: 900,
          agent: gptBot,
          country: 'US',
          blocked: blockedBy,
        },
        {
          path: '/blog/rye-bread',
          perDay: 40,
          status: 403,
          cache: 'none',
          bytes: 900,
          agent: claudeBot,
          country: 'US',
          blocked: aiBlock,
        },
        { path: '/api/hours', perDay: 9, status: 500, cache: 'dynamic', bytes: 300 },
      ]),
      ...visits('www.bakery.example', [{ path: '/menu', perDay: 205, ...circling }]),
      ...visits('shop.bakery.example', [
        { path: '/', perDay: 480, cache: 'bypass' },
        { path: '/basket', perDay: 160, cache: 'bypass', method: 'POST' },
        { path: '/product/birthday-cake', perDay: 22, ...lost, cache: 'bypass' },
      ]),
    ],
    [zones.cakeshop.id]: visits('cakeshop.example', [
      { path: '/', perDay: 230 },
      { path: '/prices', perDay: 80, cache: 'miss' },
      { path: '/christmas', perDay: 14, ...lost },
      { path: '/', perDay: 25, agent: gptBot, country: 'US' },
    ]),
    [zones.oldBakery.id]: visits('old-bakery.example', [{ path: '/', perDay: 60, ...circling }]),
    [zones.hillcoaching.id]: visits('hillcoaching.example', [
      { path: '/', perDay: 320 },
      { path: '/courses', perDay: 150 },
      { path: '/about', perDay: 90, cache: 'miss' },
      { path: '/course/spring-group', perDay: 27, ...lost, referer: 'https://newsletter.example/' },
      { path: '/', perDay: 11, agent: claudeBot, country: 'US' },
    ]),
  };
}
