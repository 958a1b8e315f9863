import { assertNever } from './assert-never.ts';
import type { InputProblem, LeftToken, Problem, ProblemCode } from './problem.ts';

/** What a problem's button can do. Each screen maps these to its own handlers. */
export type NextAction =
  | 'retry'
  | 'go-back'
  | 'paste-again'
  | 'choose-other'
  | 'connect'
  | 'check-keychain'
  | 'clean-up'
  | 'open-tokens-page'
  | 'open-key-form'
  | 'dismiss';

/** The owner's words for a problem: what happened, what it means for the website, and the one next step. */
export type ProblemText = {
  readonly title: string;
  readonly meaning: string;
  readonly next: { readonly label: string; readonly action: NextAction };
};

type Texts = { readonly [C in ProblemCode]: (problem: Extract<Problem, { code: C }>) => ProblemText };

const nothingChanged = 'Nothing changed on your website.';

/** The words for any problem. */
export function problemText(problem: Problem): ProblemText {
  /* The table is checked against every code; TypeScript can't follow that key and argument belong together. */
  const text = texts[problem.code] as (one: Problem) => ProblemText;
  return text(problem);
}

const retry = { label: 'Try again', action: 'retry' } as const;
const goBack = { label: 'Change my answer', action: 'go-back' } as const;
const pasteAgain = { label: 'Paste it again', action: 'paste-again' } as const;
const makeKey = { label: "Open Cloudflare's form", action: 'open-key-form' } as const;
const tokensPage = { label: "Open Cloudflare's token list", action: 'open-tokens-page' } as const;
const checkKeychain = { label: 'Check the keychain again', action: 'check-keychain' } as const;
const lookAtSlip = { label: 'Look at the slip', action: 'retry' } as const;
const lookAtTokens = { label: 'Look at the tokens', action: 'retry' } as const;
const lookAtKey = { label: 'Look at the key', action: 'retry' } as const;
const rollAgain = { label: 'Rotate it once more', action: 'retry' } as const;
/** The step where there is nothing else to do. */
export const dismissStep = { label: 'Close this note', action: 'dismiss' } as const;
const connect = { label: 'Connect with a setup key', action: 'connect' } as const;

function text(title: string, meaning: string, next: ProblemText['next']): () => ProblemText {
  return () => ({ title, meaning, next });
}

const texts: Texts = {
  offline: text(
    "We can't reach Cloudflare",
    `Check that this computer is online, then try again. ${nothingChanged}`,
    retry,
  ),
  'timed-out': text(
    'Cloudflare took too long to answer',
    `We stopped waiting. ${nothingChanged} Most of the time a second try works.`,
    retry,
  ),
  'rate-limited': ({ retryAfterSeconds }) => ({
    title: 'Cloudflare asks us to wait',
    meaning: `Too many requests came from your account. Wait ${waitText(retryAfterSeconds)}, then try again. ${nothingChanged}`,
    next: retry,
  }),
  'cloudflare-down': ({ status }) => ({
    title: 'Cloudflare has a problem of its own',
    meaning: `It said "error ${status}". This is on their side, and it often goes away in a few minutes. ${nothingChanged}`,
    next: retry,
  }),
  'malformed-answer': text(
    "Cloudflare's answer made no sense",
    `The answer was cut off or not in the form we know, so we did not use it. ${nothingChanged}`,
    retry,
  ),
  'token-refused': text(
    'Cloudflare does not know this key',
    `It may have been deleted, rolled or copied only in part. Make a new one, or paste it again. ${nothingChanged}`,
    pasteAgain,
  ),
  'token-malformed': text(
    'Cloudflare cannot read this key',
    `A part of it may be missing. Copy it again with the copy button at Cloudflare. ${nothingChanged}`,
    pasteAgain,
  ),
  'location-refused': text(
    'This key does not work from here',
    `It is limited to other internet addresses than yours. Make a key without "Client IP address filtering". ${nothingChanged}`,
    makeKey,
  ),
  'missing-permission': text(
    'The key may not do this',
    `Cloudflare said that your setup key lacks a permission that is needed here. Make a new key and connect again. ${nothingChanged}`,
    connect,
  ),
  'not-found': text(
    'Cloudflare cannot find this',
    `It may have been deleted or renamed in the meantime. ${nothingChanged} Look at your answer once more.`,
    { label: 'Choose again', action: 'choose-other' },
  ),
  'token-limit-reached': text(
    'Your account has no room for a new token',
    `Cloudflare allows only so many. Delete old tokens that nobody needs, then try again. ${nothingChanged}`,
    tokensPage,
  ),
  'cannot-manage-tokens': text(
    'This key may not make tokens',
    `A key that was made by another key can't do it. Make the setup key by hand at Cloudflare. ${nothingChanged}`,
    makeKey,
  ),
  'cloudflare-said-no': ({ status, cloudflareCode }) => ({
    title: 'Cloudflare said no',
    meaning: `It gave no reason that we know (${cloudflareCode === null ? `error ${status}` : `error ${status}, code ${cloudflareCode}`}). ${nothingChanged}`,
    next: retry,
  }),
  'clock-wrong': text(
    'The date on this computer is wrong',
    `So we can't talk to Cloudflare, or set an end date. Set the date in your computer's own settings, then try again. ${nothingChanged}`,
    retry,
  ),
  stopped: text('You stopped this', `${nothingChanged} You can start again when you like.`, retry),

  'paste-empty': text(
    'There was nothing to paste',
    'Copy the key at Cloudflare first, then paste it here.',
    pasteAgain,
  ),
  'paste-not-a-token': text(
    'This is not a Cloudflare token',
    'We threw the text away. Use the copy button next to the token at Cloudflare, then paste it here.',
    pasteAgain,
  ),
  'paste-cut-off': text(
    'A part of the token is missing',
    'It looks like a Cloudflare token, but it is too short. Copy it again with the copy button.',
    pasteAgain,
  ),
  'paste-several-tokens': text(
    'There is more than one token in this text',
    "We can't know which one you mean. Copy only the one that you just made.",
    pasteAgain,
  ),
  'paste-global-api-key': text(
    'We do not take the Global API Key',
    'It opens your whole account and has no end date. We threw it away. Make a small key in its place.',
    makeKey,
  ),
  'paste-origin-ca-key': text(
    'This is an Origin CA key',
    'It is for certificates and cannot make tokens. We threw it away. You need an API token.',
    makeKey,
  ),
  'paste-oauth-token': text(
    'This key was lent to another program',
    'A tool got it when you signed in with it. It is not yours to pass on, so we threw it away. Make one of your own.',
    makeKey,
  ),
  'paste-r2-secret': text(
    'This is a key for R2 storage',
    'Cloudflare shows it below the token. We threw it away. Copy the field named "Your API Token".',
    pasteAgain,
  ),

  'keychain-absent': text(
    'This computer has no keychain yet',
    `The keychain is where your token gets locked away. We use no other place. ${nothingChanged}`,
    checkKeychain,
  ),
  'keychain-locked': text(
    'The keychain is locked',
    `Unlock it with your password when the computer asks for it. ${nothingChanged}`,
    checkKeychain,
  ),
  'keychain-dismissed': text(
    'You closed the keychain window',
    `Your computer asked if this app may use the keychain. It needs your yes to lock the token away. ${nothingChanged}`,
    checkKeychain,
  ),
  'keychain-failed': text(
    'The keychain did not do its work',
    `It gave no answer, or one that we don't know, so we can't use it now. ${nothingChanged}`,
    checkKeychain,
  ),
  'keychain-differs': text(
    'The keychain did not keep the token',
    `It took the token but did not give back the same one. So we don't trust it. ${nothingChanged}`,
    checkKeychain,
  ),
  'keychain-item-missing': text(
    'The token is not in the keychain',
    'Someone or some program took it out. Your agent cannot use this slip now. Stop it and write a new one.',
    dismissStep,
  ),

  'storage-unreadable': text(
    "We can't read the list of your slips",
    'Your tokens at Cloudflare stay as they are, but agents that work through this app have to wait. We write nothing to the list, so that nothing is lost. Ask the person who looks after this computer to bring the file back.',
    dismissStep,
  ),
  'storage-newer-version': text(
    'A newer version of this app wrote your list',
    "This older version can't read it, and leaves it as it is. Update the app to see your slips.",
    dismissStep,
  ),
  'storage-full': text(
    'The disk of this computer is full',
    `The slip could not be saved. Make some room, then try again. ${nothingChanged}`,
    retry,
  ),
  'storage-not-allowed': text(
    'We may not write to our own folder',
    `The slip could not be saved. Ask the person who looks after this computer. ${nothingChanged}`,
    retry,
  ),
  'storage-failed': text(
    'The slip could not be saved',
    `The disk did not do what we asked. ${nothingChanged}`,
    retry,
  ),

  'task-empty': text(
    'Say what the task is',
    'One sentence is enough. It goes into the prompt for your agent.',
    goBack,
  ),
  'task-vague': text(
    'Say it a bit more exactly',
    'A task like this gives your agent no limit. Name one thing that should be done. The examples below show how.',
    goBack,
  ),
  'task-too-long': text(
    'This is more than one sentence',
    'A long task needs a wide permission. Name one thing now, and write a second slip for the rest.',
    goBack,
  ),
  'field-holds-secret': text(
    'There is a token or key in this field',
    'This field goes into a text that others read. So we did not keep what you pasted. Use plain words here.',
    goBack,
  ),
  'answer-missing': ({ field }) => missingText(field),
  'own-job-empty': text(
    'Tick at least one thing',
    'Without a tick your agent can do nothing. Start with the one thing that the task needs most.',
    goBack,
  ),
  'own-job-unnamed': text(
    'Give this job a name',
    'A few words are enough. You will see them on the slip.',
    goBack,
  ),
  'own-job-kept-out': ({ what }) => ({
    title: 'No slip gives this to an agent',
    meaning: `It is about this: ${listText(what)}. Take it out. If you need it done, do it yourself at Cloudflare.`,
    next: goBack,
  }),
  'own-job-unconfirmed': ({ words }) => ({
    title: 'This needs a second yes from you',
    meaning: `Most agents should not have it, so take it out if you can. To allow it all the same, type: ${words}.`,
    next: goBack,
  }),
  'until-past': text('This day is over', 'Choose a day from tomorrow on.', goBack),
  'until-too-far': text(
    'This is more than a year away',
    'Choose a day within the next year. You can make a new slip when it ends.',
    goBack,
  ),
  'reason-needed': text(
    'Give a short reason',
    'A few words are enough. You will see them when you look at this slip again.',
    goBack,
  ),
  'domain-malformed': text(
    'This is not a website address',
    'Write it like bakery.example, with a dot and no spaces. You can also paste it from your browser.',
    goBack,
  ),
  'project-malformed': text(
    'This is not the name of a Pages project',
    'It has letters, numbers and dashes only. You find it at Cloudflare under "Workers & Pages".',
    goBack,
  ),
  'hostname-elsewhere': ({ zone }) => ({
    title: 'This address is not part of the website',
    meaning: `It has to be ${zone} or end in .${zone}. Leave it empty if you mean the whole website.`,
    next: goBack,
  }),
  'path-malformed': text(
    'This is not a page address',
    'Write it like /menu, with no spaces. Leave it empty if you mean all pages.',
    goBack,
  ),
  'route-name-malformed': text(
    'This name cannot be used',
    'Use letters, numbers and _ only, and start with a letter. For example: BAKERY_TOKEN',
    goBack,
  ),
  'account-id-missing': text(
    'We need to know your account',
    'Paste its ID, or the web address of any page of your Cloudflare dashboard.',
    goBack,
  ),
  'account-id-malformed': text(
    'There is no account ID in this',
    'An account ID has 32 letters and numbers. You find it in the web address of your dashboard.',
    goBack,
  ),
  'account-unknown': text(
    'The key does not reach this account',
    `Choose one of the accounts that the key knows. ${nothingChanged}`,
    { label: 'Choose another account', action: 'choose-other' },
  ),

  'key-expired': text(
    'This key is past its end date',
    `Cloudflare takes it no more. Make a new setup key. ${nothingChanged}`,
    makeKey,
  ),
  'key-disabled': text(
    'This key is switched off',
    `Someone turned it off at Cloudflare. Turn it on there, or make a new one. ${nothingChanged}`,
    tokensPage,
  ),
  'key-not-yet-valid': text(
    'This key does not work yet',
    `It has a start date that is still to come. Make a key that starts now. ${nothingChanged}`,
    makeKey,
  ),
  'key-wrong-account': text(
    'This key is for another account',
    `Look at the account that is open at Cloudflare. ${nothingChanged}`,
    { label: 'Enter the account again', action: 'choose-other' },
  ),
  'setup-key-elsewhere': text(
    'Your setup key is for another account',
    `It can’t delete or rotate this token. Do it at Cloudflare by hand, or connect with a key for the token’s own account. ${nothingChanged}`,
    { label: 'Connect with another key', action: 'connect' },
  ),
  'key-without-power': text(
    'This key cannot make tokens',
    `It works, but it lacks "Account API Tokens" with "Edit". Make a new one with our link. ${nothingChanged}`,
    makeKey,
  ),
  'left-token-unseen': text(
    'This key may not see the token',
    'Only the key that made it can. Is it still in your list at Cloudflare? Then delete it there. If it is no longer in the list, say here that you deleted it.',
    dismissStep,
  ),
  'no-setup-key': text(
    'This needs your setup key',
    `There is no setup key at hand. Paste yours again, or make a new one. ${nothingChanged}`,
    connect,
  ),

  'no-token-in-hand': text(
    'We have no token yet',
    'Make it at Cloudflare, press its copy button, then paste it here.',
    pasteAgain,
  ),
  'zone-not-seen': ({ domain }) => ({
    title: 'The token does not see your website',
    meaning: `We asked Cloudflare with it, and ${domain} was not there. Look for a typing mistake, or choose this website in the form. ${nothingChanged}`,
    next: goBack,
  }),
  'token-ended': text(
    'This token works no more',
    `It was deleted, rolled or switched off, or its end date is past. Make a new one and paste it. ${nothingChanged}`,
    pasteAgain,
  ),
  'token-in-use': ({ number }) => ({
    title: 'This token is on another slip already',
    meaning: `Slip ${number} has it. One token for one slip: then you can stop one agent and not the other. Make a new token.`,
    next: pasteAgain,
  }),
  'token-not-kept': ({ name }) => ({
    title: 'A token was not locked away in time',
    meaning: `We were cut off, and the token "${name}" is lost. Delete it in Cloudflare's list, then make a new one.`,
    next: tokensPage,
  }),
  'token-still-works': text(
    'Cloudflare still knows this token',
    'We asked with the token itself, and it is still there. So we keep it. Delete it in the list at Cloudflare, then check again.',
    tokensPage,
  ),

  'slip-token-gone': text(
    'The token of this slip is gone',
    'Someone deleted it or turned it off at Cloudflare, so there is nothing to rotate. Your agent has no access. Stop this slip and write a new one.',
    dismissStep,
  ),
  'roll-lost': ({ number }) => ({
    title: `Slip ${number} has no working token now`,
    meaning: `Cloudflare made a new token, but it never got here. The old token is dead, and nobody has the new one. Rotate it once more. ${nothingChanged}`,
    next: rollAgain,
  }),
  'roll-unclear': text(
    'We lost touch with Cloudflare',
    `We don't know if the old token still works. When you are online, rotate it once more. Then it is safe. ${nothingChanged}`,
    rollAgain,
  ),
  'roll-not-kept': ({ because }) => ({
    title: problemText(because).title,
    meaning: `The old token is dead, but the new one could not be locked away. Your agent has no access now. See to the keychain, then rotate it once more. ${nothingChanged}`,
    next: rollAgain,
  }),
  'old-value-taken': ({ number }) => ({
    title: `The old token of slip ${number} may still work`,
    meaning:
      'Cloudflare still took it right after it was rotated. That may last a minute. To be sure, stop this agent.',
    next: lookAtSlip,
  }),
  'change-finished': ({ number }) => ({
    title: `The change of slip ${number} is finished`,
    meaning:
      'We were cut off, and have finished it now. The slip has its new token. The old one is on the list of tokens to delete.',
    next: dismissStep,
  }),
  'change-undone': ({ number }) => ({
    title: `Slip ${number} was not changed`,
    meaning: `We were cut off too soon. The slip has its token as before. The new one is on the list of tokens to delete. ${nothingChanged}`,
    next: dismissStep,
  }),
  'swap-old-value': text(
    'This is the old token',
    'We have this one already. Press Roll at Cloudflare first, then copy the new one that it shows.',
    pasteAgain,
  ),
  'swap-other-token': ({ number }) =>
    number === null
      ? {
          title: 'This is another token',
          meaning:
            'It is not the one of this slip. Did you roll the wrong line? Then what used that token needs this new one, so put it there first. Then roll the right one.',
          next: pasteAgain,
        }
      : {
          title: `This is the token of slip ${number}`,
          meaning: `You rolled that one, so its old token is dead. Keep the new one for slip ${number} now. Then come back and roll the right one.`,
          next: { label: `Keep it for slip ${number}`, action: 'choose-other' },
        },
  'swap-value-refused': text(
    'Cloudflare does not take this token',
    'It may be cut off, or was rolled once more since. Copy it again, or roll the token again and copy the new one.',
    pasteAgain,
  ),
  'rotation-unfinished': ({ because }) => {
    const cause = problemText(because);
    return {
      title: 'The rotation is not finished yet',
      meaning: `The new token is locked away, but we could not finish: ${lowerFirst(cause.title)}. Finish it when that is mended. ${nothingChanged}`,
      next: { label: 'Finish it', action: 'retry' },
    };
  },
  'rotation-finished': ({ number }) => ({
    title: `Slip ${number} has its new token`,
    meaning:
      'We were cut off in the middle of the rotation, and have finished it now. The new token works, and it is in the keychain.',
    next: dismissStep,
  }),
  'rotation-undone': ({ number }) => ({
    title: `The token of slip ${number} was not rotated`,
    meaning:
      'We were cut off before Cloudflare did it. The old token still works. Open the slip to rotate it now.',
    next: dismissStep,
  }),

  'local-route-closed': text(
    'The way through this app could not be opened',
    'Your agent can’t reach Permission Slip on this computer. Try again, or start the app once more.',
    retry,
  ),
  'local-route-unfit': text(
    'This slip can’t go through this app',
    'The app can’t let through what this slip allows, so your agent needs the token itself. Nothing changed.',
    goBack,
  ),
  'stop-not-kept': text(
    'Stopped for now, but not written down',
    'No agent gets in while this app runs. After a restart it could. Make some room on the disk, then stop it once more.',
    dismissStep,
  ),
  'stop-all-not-written': ({ because }) => ({
    title: 'The stop of all agents could not be written down',
    meaning: `${problemText(because).title}. Make sure that the list can be saved, then press "Stop all agents" once more.`,
    next: dismissStep,
  }),
  'activity-damaged': text(
    'The list of what agents did was damaged',
    'A part of it was changed or is missing. We put it aside and began a new one. If nobody here did that, look at your slips.',
    dismissStep,
  ),
  'no-tray': text(
    'This desktop shows no icon of Permission Slip',
    'Close the window all the same: Permission Slip goes on watching your slips. To see the window again, just start it once more.',
    dismissStep,
  ),
  'route-file-failed': text(
    'The file for your agent could not be written',
    'Your agent finds its way in a small file in your home folder. Check that the disk is not full and that you may write there.',
    retry,
  ),

  'slip-not-made': ({ because, token }) => {
    const cause = problemText(because);
    return {
      title: cause.title,
      meaning: `${withoutPromise(cause.meaning)} ${leftTokenText(token)}`,
      next: token === 'still-there' ? { label: 'Delete the token now', action: 'clean-up' } : cause.next,
    };
  },
  'permission-gone': ({ name }) => ({
    title: 'Cloudflare changed a permission',
    meaning: `It no longer offers "${name}", so this job cannot be given out as it is. Look for an update of this app. ${nothingChanged}`,
    next: dismissStep,
  }),
  'permission-of-own-login': ({ names }) => ({
    title: "Your setup key can't give this out",
    meaning: `Cloudflare puts it into a token of your own login only: ${listText(names)}. Take it out, or connect with a key of your own login. ${nothingChanged}`,
    next: goBack,
  }),
  'own-jobs-full': text(
    'You have kept many jobs of your own',
    'There is no room for one more. Remove one that you do not need, then save this one.',
    dismissStep,
  ),
  'proof-wider': ({ reached }) => ({
    title: 'The token could do more than it should',
    meaning: `We tried it, and it reached: ${listText(reached)}. So we did not hand it out. ${nothingChanged}`,
    next: retry,
  }),
  'proof-too-narrow': ({ missing }) => ({
    title: 'The token could not do the job',
    meaning: `We tried it, and Cloudflare refused: ${listText(missing)}. A new token may need a minute. ${nothingChanged}`,
    next: retry,
  }),
  'proof-unfinished': text(
    'We could not test the token to the end',
    `We don't hand out a token that we have not tested. ${nothingChanged}`,
    retry,
  ),
  'prompt-holds-secret': text(
    'We stopped a secret from being copied',
    'The text held something that looks like a token or key. It did not leave the app. Write a new slip in plain words.',
    dismissStep,
  ),
  'slip-unknown': text(
    'This slip is not here any more',
    `It may have been removed in the meantime. ${nothingChanged}`,
    { label: 'Go to my slips', action: 'dismiss' },
  ),
  'slip-over': text(
    'This slip has ended',
    'Its token works no more. Write a new slip if your agent still has work to do.',
    dismissStep,
  ),
  'approval-gone': text(
    'This question is over',
    `The agent gave up, or its time ran out. ${nothingChanged}`,
    dismissStep,
  ),
  'approval-too-soon': text(
    'Take a moment to read it',
    `You can allow it once it was on the screen for a second. ${nothingChanged}`,
    retry,
  ),
  'undo-impossible': text(
    'We can’t undo this change',
    'We no longer know what was there before. You can change it by hand at Cloudflare.',
    dismissStep,
  ),
  'undo-differs': text(
    'Something else is there now',
    `It was changed again since. Undoing would overwrite that, so we left it alone. ${nothingChanged}`,
    dismissStep,
  ),
  'undo-refused': text(
    'Undoing did not work',
    'Cloudflare did not take it. See at Cloudflare what is there now, or try again.',
    retry,
  ),
  'approvals-lost': text(
    'The window with the questions broke down',
    `We said no to all that waited there. ${nothingChanged} Your agent can ask again.`,
    dismissStep,
  ),
  'slip-busy': text(
    'We are still busy with a slip',
    'Wait a moment until it is done, then try again.',
    retry,
  ),
  'clipboard-failed': text(
    'Copying did not work',
    'Another program may hold the clipboard. Try once more.',
    retry,
  ),
  'clipboard-not-cleared': text(
    'The token is still on the clipboard',
    'Another program may hold the clipboard. Try once more, or copy any other text, which takes its place.',
    retry,
  ),
  'link-refused': text(
    'We could not open your browser',
    'Open dash.cloudflare.com in your browser by hand.',
    dismissStep,
  ),
  'file-unreadable': text(
    'We could not read this file',
    'It may be gone, or not yours to open. Choose it again.',
    dismissStep,
  ),
  'file-too-large': text(
    'This file is too large',
    'A list of slips is never that big, so it must be another file. Nothing was added.',
    dismissStep,
  ),
  'import-not-ours': text(
    'This is not a list of slips',
    'Choose a file that this app has saved, with a name like permission-slips. Nothing was added.',
    dismissStep,
  ),
  'import-newer': text(
    'A newer version of the app wrote this file',
    'Update the app on this computer, then try again. Nothing was added.',
    dismissStep,
  ),
  'import-damaged': text(
    'This file is damaged',
    'A part of it is missing or was changed. Save it anew on the other computer. Nothing was added.',
    dismissStep,
  ),
  'import-holds-secret': text(
    'There is a token in this file',
    'A list of slips never holds one, so somebody changed it. We took nothing in. Delete the file, and that token too.',
    dismissStep,
  ),
  'import-gone': text(
    'Choose the file once more',
    'The app no longer has it at hand. Nothing was added.',
    dismissStep,
  ),
  'export-holds-secret': text(
    'We did not save the list',
    'One of your slips holds something that looks like a token. Look at their tasks and notes.',
    dismissStep,
  ),
  'slip-is-here': text(
    'This slip can only be stopped',
    'Its token is on this computer. Stop its agent first.',
    dismissStep,
  ),
  'token-not-of-slip': ({ number }) => ({
    title: `At Cloudflare this is another token than slip ${number} says`,
    meaning: `The slip came from a file, and the name of its token does not fit. So we left the token alone. Look at it in Cloudflare's list. ${nothingChanged}`,
    next: tokensPage,
  }),
  'token-is-ours': text(
    'This app still uses that token',
    'It belongs to a slip, to a job that is not finished, or it is your setup key. Stop the slip, or forget the key, in its own place.',
    dismissStep,
  ),
  'token-not-gone': ({ name }) => ({
    title: 'Cloudflare still lists this token',
    meaning: `It took our request to delete “${name}”, but still shows it. Wait a moment and look again. ${nothingChanged}`,
    next: retry,
  }),
  'token-not-deleted': ({ number, because }) => ({
    title: `The token of slip ${number} is not deleted`,
    meaning: `${problemText(because).title}. ${nothingChanged}`,
    next: lookAtSlip,
  }),
  'account-token-not-deleted': ({ name, because }) => ({
    title: `The token “${name}” is not deleted`,
    meaning: `${problemText(because).title}. ${nothingChanged}`,
    next: lookAtTokens,
  }),
  'key-not-forgotten': ({ because }) => ({
    title: 'Your setup key is not forgotten',
    meaning: `${problemText(because).title}. The key may still be in your keychain.`,
    next: lookAtKey,
  }),
  'slip-not-issued': ({ because }) => ({
    title: 'Your new slip was not made',
    meaning: `${problemText(because).title}.`,
    next: dismissStep,
  }),
  'no-new-token': ({ number, because }) => ({
    title: `Slip ${number} did not get a new token`,
    meaning: `${problemText(because).title}. The page of the slip says how it stands now.`,
    next: lookAtSlip,
  }),
  'key-left-behind': ({ because }) => ({
    title: 'Your keychain may still hold an unused setup key',
    meaning: `${problemText(because).title}, so we could not take the key out. If it stays there, the app uses it from its next start on.`,
    next: checkKeychain,
  }),
  'login-item-refused': text(
    'Your computer did not take this change',
    'It keeps a list of what starts when you log in, and that list stayed as it was. The app works all the same.',
    retry,
  ),
  'folder-not-opened': text(
    'We could not open the folder',
    'Open it by hand. Its place is shown on this page.',
    dismissStep,
  ),
  'request-malformed': text(
    'This did not work, and it is our fault',
    `A part of the app sent something that another part can't read. ${nothingChanged} Close the app and start it again.`,
    dismissStep,
  ),
  unexpected: text(
    'This did not work, and we do not know why',
    `${nothingChanged} Try once more. If it fails again, close the app and start it again.`,
    retry,
  ),
};

function missingText(field: Extract<InputProblem, { code: 'answer-missing' }>['field']): ProblemText {
  switch (field) {
    case 'who':
      return {
        title: 'Choose an agent',
        meaning: 'If yours is not here, choose "Another agent" and name it.',
        next: goBack,
      };
    case 'job':
      return {
        title: 'Choose one job',
        meaning: 'You can write another slip for the next job.',
        next: goBack,
      };
    case 'where':
      return {
        title: 'Choose where it is good for',
        meaning: 'One place is the safest answer.',
        next: goBack,
      };
    case 'task':
      return { title: 'Say what the task is', meaning: 'One sentence is enough.', next: goBack };
    case 'until':
      return { title: 'Choose an end date', meaning: 'You can make a new slip when it ends.', next: goBack };
    default:
      return assertNever(field);
  }
}

/* After a failed slip "nothing changed" is said once, together with what became of the token. */
function withoutPromise(meaning: string): string {
  return meaning.replace(nothingChanged, '').replace(/ {2,}/g, ' ').trim();
}

function leftTokenText(token: LeftToken): string {
  switch (token) {
    case 'never-made':
      return `No token was made. ${nothingChanged}`;
    case 'deleted-again':
      return `We deleted the new token again, so nothing is left behind. ${nothingChanged}`;
    case 'still-there':
      return `The new token is still at Cloudflare, but nobody has it. We keep it on a list and delete it as soon as we can. ${nothingChanged}`;
    default:
      return assertNever(token);
  }
}

/* A title as the end of a sentence. Names keep their capital. */
function lowerFirst(title: string): string {
  return title.startsWith('Cloudflare') ? title : title.charAt(0).toLowerCase() + title.slice(1);
}

function waitText(seconds: number): string {
  if (seconds <= 1) return 'a moment';
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`;
}

function listText(items: readonly string[]): string {
  return items.length === 0 ? 'something else' : items.join(', ');
}
