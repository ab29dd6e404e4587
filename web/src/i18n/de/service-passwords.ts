import type { Translated } from '@catalytics/contract/words/text-types.ts'
import type { servicePasswords as english } from '../en/service-passwords.ts'

export const servicePasswords: Translated<typeof english> = {
  title: 'Passwörter',
  renew: 'Neues Passwort',
  renewTitle: 'Neues Passwort für {{name}}',
  renewDo: 'Passwort anlegen',
  none: 'Kein Passwort gilt: Das Konto kann sich erst mit einem neuen anmelden.',
  current: 'Aktuelles Passwort',
  old: 'Altes Passwort (endet {{until}})',
  endOld: 'Altes Passwort widerrufen',
  endCurrent: 'Jetzt widerrufen',
  made: 'Angelegt',
  from: 'Von',
  by: 'Durch',
  calls: 'Aufrufe seither',
  endOldTitle: 'Das alte Passwort jetzt widerrufen?',
  endOldAbout:
    'Das alte Passwort und seine Token gelten sofort nicht mehr. Das aktuelle Passwort gilt weiter.',
  endCurrentTitle: 'Das aktuelle Passwort jetzt widerrufen?',
  endCurrentAbout:
    'Das Passwort und seine Token gelten sofort nicht mehr. Das Konto kann sich damit nicht mehr anmelden.',
  endDo: 'Passwort widerrufen',
  ended: 'Das Passwort ist widerrufen.',
  unused: 'Noch hat es niemand benutzt.',
  stillUsed: 'Zuletzt benutzt von {{client}} aus {{address}},',
  choice: {
    generated: 'Eines erzeugen',
    generatedHelp:
      '256 zufällige Bits. Empfohlen: Geheimnis-Scanner kennen seine Form, und ein Tippfehler fällt auf.',
    chosen: 'Selbst wählen',
    own: 'Passwort',
    rule: '15 Zeichen oder mehr; kein gängiges Passwort, nicht der Name des Unternehmens.',
    kinds: {
      generated: 'erzeugt',
      chosen: 'gewählt',
    },
  },
  overlap: {
    title: 'Ende des aktuellen Passworts',
    help: 'Lang genug, um das neue überall einzutragen: So lange gelten beide.',
    third: 'Höchstens zwei Passwörter gelten gleichzeitig.',
    promised: 'Ein früheres Passwort gilt wie zugesagt noch bis',
    end: 'Jetzt beenden',
    choose: 'Haken Sie dies an, oder warten Sie, bis das frühere Passwort endet.',
    none: 'sofort',
    hour: 'in einer Stunde',
    day: 'in einem Tag',
    week: 'in einer Woche',
    month: 'in 30 Tagen',
  },
  once: {
    ready: '{{name}} ist bereit.',
    renewed: '{{name}} hat ein neues Passwort.',
    about: 'Dieses Passwort wird nur jetzt gezeigt.',
    password: 'Passwort',
    download: '.env herunterladen',
    call: 'Aufrufen',
    example: 'Beispiel',
    lost: 'Ein verlorenes Passwort lässt sich nicht noch einmal zeigen; ein neues lässt sich jederzeit erzeugen.',
    stored: 'Ich habe das Passwort aufbewahrt',
    done: 'Fertig',
    leave: {
      title: 'Ohne das Passwort gehen?',
      about:
        'Sie haben das Passwort von {{name}} nicht kopiert. Es lässt sich nicht noch einmal zeigen: Sie müssten ein neues erzeugen.',
      go: 'Ohne es gehen',
      stay: 'Bleiben',
    },
  },
  try: {
    do: 'Jetzt ausprobieren',
    answer: 'Antwort',
    leads_one: '{{status}}, {{count, number}} Lead, {{ms}} ms',
    leads_other: '{{status}}, {{count, number}} Leads, {{ms}} ms',
    answered: '{{status}}, {{ms}} ms',
  },
}
