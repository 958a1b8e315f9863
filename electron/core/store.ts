import type { AgentAtWork, Agents, Asks } from '../../shared/agents-at-work.ts';
import type { Platform } from '../../shared/credential-command.ts';
import { aboutOf, type Told, withoutNotice } from '../../shared/notices.ts';
import type { PickUpState } from '../../shared/picked-up.ts';
import type { PracticeRun } from '../../shared/practice-run.ts';
import type { KeychainProblem, Problem } from '../../shared/problem.ts';
import type { Connection, Progress, Snapshot } from '../../shared/snapshot.ts';
import type { UpdateState } from '../../shared/update.ts';
import type { Notebook } from './notebook.ts';

/** What the app knows beyond the book, until it quits. */
type Passing = {
  readonly connection: Connection | null;
  readonly hasOwnKey: boolean;
  readonly lostKey: Connection | null;
  readonly keychain: KeychainProblem | null;
  readonly progress: Progress;
  readonly revoking: readonly string[];
  readonly pickUp: PickUpState;
  readonly update: UpdateState;
  readonly notices: readonly Problem[];
  readonly atWork: readonly AgentAtWork[];
  readonly asks: Asks;
  readonly practice: PracticeRun | null;
};

/** What is asked of others whenever a snapshot is made. */
type Asked = {
  readonly isUnderWay: (mark: string) => boolean;
  readonly lets: () => Pick<Agents, 'letIn' | 'stopped'>;
};

/** The one place where the snapshot is made. Whoever changes the notebook or a passing fact calls `publish`. */
export class Store {
  readonly #notebook: Notebook;
  readonly #fixed: { readonly version: string; readonly platform: Platform };
  readonly #listeners = new Set<(snapshot: Snapshot) => void>();
  #passing: Passing = {
    connection: null,
    hasOwnKey: false,
    lostKey: null,
    keychain: null,
    progress: { doing: 'nothing' },
    revoking: [],
    pickUp: { token: null, watching: false, problem: null },
    update: { kind: 'elsewhere' },
    notices: [],
    atWork: [],
    asks: { waiting: [], alike: [] },
    practice: null,
  };
  readonly #asked: Asked;
  #revision = 0;

  constructor(
    notebook: Notebook,
    fixed: { readonly version: string; readonly platform: Platform },
    asked: Asked,
  ) {
    this.#notebook = notebook;
    this.#fixed = fixed;
    this.#asked = asked;
  }

  get snapshot(): Snapshot {
    const { book, storage } = this.#notebook;
    const { atWork, asks, practice, ...passing } = this.#passing;
    return {
      revision: this.#revision,
      ...this.#fixed,
      world: book.world,
      ...passing,
      slips: book.slips,
      nextNumber: book.nextNumber,
      draft: book.draft,
      ownJobs: book.ownJobs,
      cleanUps: book.pending
        .filter(({ mark }) => !this.#asked.isUnderWay(mark))
        .map(({ mark, world, name, since, owner, oldOf, expiresOn }) => ({
          mark,
          world,
          tokenName: name,
          since,
          owner,
          oldOf,
          expiresOn,
        })),
      reminding: { settings: book.reminding.settings, pausedUntil: book.reminding.pausedUntil },
      preferences: book.preferences,
      agents: {
        ...this.#asked.lets(),
        atWork,
        asks,
        practice,
      },
      storage,
    };
  }

  /** Tells every listener; to be called after the notebook has changed. */
  publish(change: Partial<Passing> = {}): void {
    this.#passing = { ...this.#passing, ...change };
    this.#revision += 1;
    const { snapshot } = this;
    for (const listener of this.#listeners) listener(snapshot);
  }

  /** Tells the owner what happened in the background. */
  tell(notice: Problem): void {
    this.publish({ notices: [...withoutNotice(this.#passing.notices, aboutOf(notice)), notice] });
  }

  /** Takes back what is true no more, and nothing else that was told of the same. */
  takeBack(told: Told): void {
    const about = aboutOf(told);
    if (this.#passing.notices.some((one) => one.code === told.code && aboutOf(one) === about)) {
      this.dismiss(about);
    }
  }

  dismiss(about: string): void {
    this.publish({ notices: withoutNotice(this.#passing.notices, about) });
  }

  /** Listens to changes; the answer stops listening. */
  subscribe(listener: (snapshot: Snapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
