/** What a schema says of a value, for whoever sent JSON: that knows no undefined, and a field that is not there is missing. */
export function schemaWords(message: string): string {
  return message.endsWith(', received undefined') ? 'is missing' : message
}
