/** The parts of a workbook (ECMA-376 part 1) around the rows. */
import { escapeText } from './xlsx-text.ts'

export type Sheet = {
  readonly name: string
  /** The range with filter buttons, such as `A1:T200`. */
  readonly filter?: string
}

/** Where a sheet's own part lies; sheets are counted from 1. */
export function sheetPath(number: number): string {
  return `xl/worksheets/sheet${number}.xml`
}

export function sheetStart(columnsXml: string, frozenRows: 0 | 1): string {
  const pane =
    frozenRows === 1 ? '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' : ''
  return (
    `${declaration}<worksheet xmlns="${spreadsheet}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView>` +
    `</sheetViews><cols>${columnsXml}</cols><sheetData>`
  )
}

export function sheetEnd(filter?: string): string {
  if (filter === undefined) return '</sheetData></worksheet>'
  // Part numbers are text on purpose: no green triangle that offers to turn them into numbers.
  const calm = `<ignoredErrors><ignoredError sqref="${filter}" numberStoredAsText="1"/></ignoredErrors>`
  return `</sheetData><autoFilter ref="${filter}"/>${calm}</worksheet>`
}

/** A column counted from 1, its width in characters, and the style of cells that somebody adds to it. */
export function columnXml(number: number, width: number, style: number): string {
  return `<col min="${number}" max="${number}" width="${width}" style="${style}" customWidth="1"/>`
}

export function workbook(sheets: readonly Sheet[]): string {
  const list = sheets.map(({ name }, index) => {
    return `<sheet name="${escapeText(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`
  })
  // Excel keeps each filter range as a hidden name too, and so does LibreOffice.
  const filters = sheets.map(({ name, filter }, index) => {
    if (filter === undefined) return ''
    const range = filter.replaceAll(/([A-Z]+)(\d+)/g, '$$$1$$$2')
    const attributes = `name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1"`
    return `<definedName ${attributes}>'${escapeText(name)}'!${range}</definedName>`
  })
  return (
    `${declaration}<workbook xmlns="${spreadsheet}" xmlns:r="${officeRelations}">` +
    `<sheets>${list.join('')}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`
  )
}

export function workbookRelations(sheetCount: number): string {
  const sheets = Array.from({ length: sheetCount }, (_, index) =>
    relation(index + 1, 'worksheet', `worksheets/sheet${index + 1}.xml`),
  )
  return relations([...sheets, relation(sheetCount + 1, 'styles', 'styles.xml')])
}

export function contentTypes(sheetCount: number): string {
  const sheets = Array.from({ length: sheetCount }, (_, index) =>
    override(`/${sheetPath(index + 1)}`, 'worksheet'),
  )
  return (
    `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    override('/xl/workbook.xml', 'sheet.main') +
    override('/xl/styles.xml', 'styles') +
    `${sheets.join('')}</Types>`
  )
}

function override(part: string, kind: string): string {
  const type = `application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml`
  return `<Override PartName="${part}" ContentType="${type}"/>`
}

function relations(list: readonly string[]): string {
  const namespace = 'http://schemas.openxmlformats.org/package/2006/relationships'
  return `${declaration}<Relationships xmlns="${namespace}">${list.join('')}</Relationships>`
}

function relation(id: number, kind: string, target: string): string {
  return `<Relationship Id="rId${id}" Type="${officeRelations}/${kind}" Target="${target}"/>`
}

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

export const packageRelations = relations([relation(1, 'officeDocument', 'xl/workbook.xml')])

/** Indexes into the `cellXfs` of `styles`. */
export const cellStyle = { text: 1, instant: 2, day: 3, header: 4 } as const

const font = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
const border = '<border><left/><right/><top/><bottom/><diagonal/></border>'
// Number format 49 is `@`, text: what somebody types over a text stays a text.
const cellFormats = [
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>',
  '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>',
]

export const styles =
  `${declaration}<styleSheet xmlns="${spreadsheet}">` +
  '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy-mm-dd hh:mm:ss"/>' +
  '<numFmt numFmtId="165" formatCode="yyyy-mm-dd"/></numFmts>' +
  `<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts>` +
  '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
  '<fill><patternFill patternType="gray125"/></fill></fills>' +
  `<borders count="1">${border}</borders>` +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="${cellFormats.length}">${cellFormats.join('')}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
