/**
 * Text without what must not be handed on: passwords, tokens and session secrets of ours, and what follows Basic or
 * Bearer. People paste more than they mean to.
 */
export function withoutSecrets(text: string): string {
  return text
    .replace(/\b(Bearer|Basic) +[A-Za-z0-9\-._~+/]{16,}=*/gi, '$1 …')
    .replace(/\bcat_(pw|at|se)_[0-9A-Za-z]+/g, 'cat_$1_…')
    .replace(/#[0-9A-Za-z]{43}\b/g, '#…')
}
