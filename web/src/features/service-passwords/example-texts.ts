import type { ServiceAccountWithPassword } from '@catalytics/contract/service-accounts.ts'

type Account = Pick<ServiceAccountWithPassword, 'client_id' | 'password' | 'token_url' | 'api_url' | 'scopes'>

export const exampleKinds = ['curl', 'typescript', 'python', 'powerquery'] as const
export type ExampleKind = (typeof exampleKinds)[number]

/** A program that works as it is, for this account on this installation. */
export function exampleText(kind: ExampleKind, account: Account): string {
  const path = pathFor(account)
  const url = `${account.api_url}${path}`
  const login = `${account.client_id}:${account.password}`
  switch (kind) {
    case 'curl':
      return `curl -u ${inShell(login)} \\
  ${inShell(url)}
`
    case 'typescript':
      return `const token = await fetch(${inCode(account.token_url)}, {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: ${inCode(account.client_id)},
    client_secret: ${inCode(account.password)},
  }),
}).then((answer) => answer.json())

const answer = await fetch(${inCode(url)}, {
  headers: { authorization: \`Bearer \${token.access_token}\` },
})
console.log(await answer.json())
`
    case 'python':
      return `import base64, json, urllib.request

login = base64.b64encode(${inCode(login)}.encode()).decode()
request = urllib.request.Request(
    ${inCode(url)},
    headers={"Authorization": f"Basic {login}"},
)
with urllib.request.urlopen(request, timeout=60) as answer:
    print(json.load(answer))
`
    case 'powerquery':
      return `let
  Login = Binary.ToText(Text.ToBinary(${inPowerQuery(login)}), BinaryEncoding.Base64),
  Answer = Json.Document(Web.Contents(${inPowerQuery(originOf(url))}, [
    RelativePath = ${inPowerQuery(url.slice(originOf(url).length + 1))},
    Headers = [Authorization = "Basic " & Login]]))
in
  ${readsLeads(account) ? 'Table.FromRecords(Answer[data])' : 'Record.ToTable(Answer)'}
`
    default:
      return kind satisfies never
  }
}

/** What a program reads its settings from, to be kept where secrets are kept. */
export function environmentFile(account: Account): string {
  return `CATALYTICS_API_URL=${account.api_url}
CATALYTICS_TOKEN_URL=${account.token_url}
CATALYTICS_CLIENT_ID=${account.client_id}
CATALYTICS_PASSWORD=${inShell(account.password)}
`
}

/** What the account can call: leads where it may read them, else who it is. */
export function pathFor(account: Pick<Account, 'scopes'>): string {
  return readsLeads(account) ? '/leads?limit=25' : '/whoami'
}

function readsLeads({ scopes }: Pick<Account, 'scopes'>): boolean {
  return scopes.includes('leads:read')
}

// Power BI refreshes only what has a fixed address before a relative path.
function originOf(url: string): string {
  return new URL(url).origin
}

// A password of one's own may have anything in it that is no control character.

function inShell(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}

/** TypeScript and Python read these escapes alike; what is not ASCII stays as it is. */
function inCode(text: string): string {
  return JSON.stringify(text)
}

function inPowerQuery(text: string): string {
  return `"${text.replaceAll('"', '""').replaceAll('#(', '#(#)(')}"`
}
