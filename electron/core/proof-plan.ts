import { jobOf, modeOf } from '../../shared/catalogue/jobs.ts';
import { keysThatGrant } from '../../shared/catalogue/permission-groups.ts';
import { type Place, zoneOf } from '../../shared/place.ts';
import type { Places } from '../../shared/places.ts';
import { longestProofLine } from '../../shared/schemas/slip.ts';
import { placeText } from '../../shared/slip-paper.ts';
import type { SlipRequest } from '../../shared/wizard.ts';
import type { ProbeRequest } from './ports.ts';
import { type Family, families, get, rarerFamilies } from './probe-families.ts';
import { permissionsOf } from './token-order.ts';

/** One harmless read, and what it should come to. */
export type Probe = {
  readonly expect: 'allowed' | 'refused';
  /** What the read is about, in the owner's words, to stand in "read ..." or "reach ...". */
  readonly about: string;
  readonly group: 'this-place' | 'account' | 'profile' | 'other-websites';
  readonly request: ProbeRequest;
};

/** As much of a request as a proof is about. */
export type JobAtPlace = Pick<SlipRequest, 'job' | 'access' | 'place'>;

/** The most requests a proof makes, the verify among them. */
export const mostRequests = 12;

/** How many of the first families of an account are tried whatever else is: API tokens, billing and members. */
const gravestFamilies = 3;

/**
 * Plans a proof: each read that the job's permissions cover has to succeed, and as many others as fit have to be
 * refused. Every probe is a read.
 */
export function planProof(
  request: JobAtPlace,
  places: Places | null,
  most: number = mostRequests - 1,
): readonly Probe[] {
  const { place } = request;
  const zone = zoneOf(place) ?? (place.reach.kind === 'all-zones' ? firstZone(places, place) : null);
  const granted = new Set(permissionsOf(request));
  const isGranted = ({ key }: Family) => keysThatGrant(key).some((one) => granted.has(one));
  const probe = (family: Family): Probe | null => {
    const id = family.scope === 'zone' ? (zone?.id ?? null) : place.account.id;
    if (id === null) return null;
    return {
      expect: isGranted(family) ? 'allowed' : 'refused',
      about: family.about,
      group: family.scope === 'zone' ? 'this-place' : 'account',
      request: family.request(id, place),
    };
  };
  /* What hardly any job needs is only looked at where a job has it. */
  const planned = [...families, ...rarerFamilies.filter(isGranted)].map(probe).filter((one) => one !== null);
  const allowed = planned.filter(({ expect }) => expect === 'allowed');
  const others = otherWebsites(request, places);
  const refused = planned.filter(({ expect }) => expect === 'refused');
  /* However much a job needs, what could do most harm is tried: making tokens, billing, members, another website. */
  const gravest = [
    ...refused.filter(({ group }) => group === 'account').slice(0, gravestFamilies),
    ...others.slice(0, 1),
  ];
  const rest = [...others, ...refused].filter((one) => !gravest.includes(one));
  const needed = allowed.slice(0, Math.max(1, most - gravest.length));
  return [...needed, ...gravest, ...rest].slice(0, most);
}

/* A token of a person may hold rights on the person, too; the right to make tokens has no limit. */
export const ownTokensProbe: Probe = {
  expect: 'refused',
  about: 'your own API tokens',
  group: 'profile',
  request: get('/user/tokens?per_page=5'),
};

/** What a slip may do, as a line of its proof. */
export function canLine(request: JobAtPlace): string {
  const mode = modeOf(request.job, request.access);
  const may = mode?.may ?? jobOf(request.job).title.toLowerCase();
  const { place } = request;
  const line = place.pagesProject === null ? `${may} on ${placeText(place)}` : `${may}: ${placeText(place)}`;
  return line.length <= longestProofLine ? line : may.slice(0, longestProofLine);
}

function otherWebsites({ place }: JobAtPlace, places: Places | null): readonly Probe[] {
  if (place.reach.kind === 'all-zones') return [];
  const own = zoneOf(place)?.id;
  return (places?.zones ?? [])
    .filter(({ id }) => id !== own)
    .slice(0, 2)
    .map(({ id, name }) => ({
      expect: 'refused',
      about: name,
      group: 'other-websites',
      request: get(`/zones/${id}`),
    }));
}

function firstZone(places: Places | null, { account }: Place): { readonly id: string } | null {
  return places?.zones.find((zone) => zone.account.id === account.id) ?? null;
}
