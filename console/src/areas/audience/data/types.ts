import type { Schema } from '~/api/client'

export type Profile = Schema<'autogram__audience__schemas__ProfileRead'>
export type Snapshot = Schema<'autogram__audience__schemas__SnapshotRead'>
export type SnapshotList = Schema<'ListRead'>
export type Import = Schema<'autogram__audience__schemas__ImportRead'>
export type Crawl = Schema<'CrawlRead'>
export type Person = Schema<'autogram__audience__schemas__PersonRead'>
export type ChangeCounts = Schema<'ChangeCounts'>
export type Sighting = Schema<'Sighting'>
