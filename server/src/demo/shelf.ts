import type { SeededRandom } from '../lib/seeded-random.ts'
import type { DemoContract } from './demo-contracts.ts'
import { partsOf, type WirePart } from './parts.ts'
import type { FamilyText, ProductRange } from './product-text.ts'
import { automationRanges } from './products-automation.ts'
import { bearingRanges } from './products-bearings.ts'
import { linearRanges } from './products-linear.ts'
import { pneumaticRanges } from './products-pneumatics.ts'
import { weighted, type Sampler } from './sampler.ts'

/** A part family as people find it in a catalog. */
export type ShelfFamily = {
  readonly catalog: string
  /** Fraction of the period from which the catalog is published. */
  readonly launch: number
  /** The family's page: no part chosen yet. */
  readonly overview: WirePart
  readonly drawPart: Sampler<WirePart>
}

/** Everything that a contract offers. */
export type Shelf = {
  /** A family that is found at this fraction of the period; `campaign` is how much more than usual it brings. */
  readonly drawFamily: (random: SeededRandom, now: number, campaign: number) => ShelfFamily
}

/** Stocks the contract's catalogs with their product ranges. Throws a RangeError for a catalog without one. */
export function stockShelf(contract: DemoContract, random: SeededRandom): Shelf {
  const stock = contract.catalogs.flatMap(({ key }) => stockCatalog(key, random))
  const anything = weighted(stock, ({ weight }) => weight)
  const fromTheStart = weighted(stock, ({ family, weight }) => (family.launch === 0 ? weight : 0))
  const promoted = stock.filter(({ inCampaign }) => inCampaign)
  const inCampaign = promoted.length === 0 ? anything : weighted(promoted, ({ weight }) => weight)

  function drawFamily(chance: SeededRandom, now: number, campaign: number): ShelfFamily {
    const draw = chance.chance(campaign / (1 + campaign)) ? inCampaign : anything
    const { family } = draw(chance)
    return isFound(family, now, chance) ? family : fromTheStart(chance).family
  }

  return { drawFamily }
}

/** Whether the family is published at this fraction of the period, and known by then: news spread over some weeks. */
export function isFound({ launch }: ShelfFamily, now: number, random: SeededRandom): boolean {
  return launch === 0 || random.fraction() * spreadOfNews < now - launch
}

// Of the period: some six weeks of fourteen months until everybody knows a new catalog.
const spreadOfNews = 0.1

type Stocked = { readonly family: ShelfFamily; readonly weight: number; readonly inCampaign: boolean }

function stockCatalog(catalog: string, random: SeededRandom): readonly Stocked[] {
  const range = ranges[catalog]
  if (range === undefined) throw new RangeError(`no product range for the demo catalog ${catalog}`)
  const total = range.families.reduce((sum, family) => sum + family.weight, 0)
  return range.families.map((family) => ({
    family: stockFamily(catalog, range.launch ?? 0, family, random),
    weight: (range.weight * family.weight) / total,
    inCampaign: range.campaign ?? false,
  }))
}

const ranges: Readonly<Record<string, ProductRange>> = {
  ...bearingRanges,
  ...linearRanges,
  ...pneumaticRanges,
  ...automationRanges,
}

function stockFamily(catalog: string, launch: number, family: FamilyText, random: SeededRandom): ShelfFamily {
  const parts = partsOf(family)
  // A fraction to a negative power spreads like Zipf's law: a few parts are in every machine, most are rare.
  const popularity = parts.map(() => (random.fraction() + 0.5 / parts.length) ** -0.8)
  return {
    catalog,
    launch,
    overview: { family: family.name, category: family.category },
    drawPart: weighted(parts, (_, index) => popularity[index] ?? 0),
  }
}
