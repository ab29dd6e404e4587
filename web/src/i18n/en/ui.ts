export const ui = {
  again: 'Try again',
  close: 'Close',
  copy: 'Copy {{what}}',
  copied: 'Copied: {{what}}',
  notCopied: 'The browser did not let us copy. Select the text and copy it yourself.',
  showPassword: 'Show the password',
  problem: {
    failed: 'That did not work',
    offline: 'No connection',
    unreachable: 'The server cannot be reached. Look at your connection and try again.',
    ours: 'The fault is ours. Load the page again; if it stays, tell the operator.',
    forbidden: 'Not for your role',
    nothing: 'There is nothing here',
    old: 'This could not be brought up to date',
    notTaken: 'Not taken yet',
    request: 'Request {{id}}',
  },
} as const
