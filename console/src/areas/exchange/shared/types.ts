/** The exchange's shapes by short names. */
import type { Schema } from '~/api/client'

export type Community = Schema<'CommunityRead'>
export type Member = Schema<'autogram__exchange__community__schemas__members__MemberRead'>
export type MemberStatus = Schema<'MemberStatus'>
export type Request = Schema<'RequestRead'>
export type Board = Schema<'BoardRead'>
export type BoardCell = Schema<'BoardCell'>
export type BoardPost = Schema<'BoardPost'>
export type BoardMember = Schema<'BoardMember'>
export type Evidence = Schema<'EvidenceRead'>
export type Finding = Schema<'autogram__exchange__verification__models__Finding'>
export type Verification = Schema<'autogram__exchange__verification__schemas__runs__RunRead'>
export type ImportPreview = Schema<'ImportPreview'>
export type Appeal = Schema<'AppealRead'>
export type Comment = Schema<'autogram__exchange__commenting__schemas__CommentRead'>
export type CommentStatus = Comment['status']
export type CommentRound = Schema<'autogram__exchange__commenting__schemas__RunRead'>
export type Producer = Schema<'ProducerRead'>
export type Consumer = Schema<'ConsumerRead'>
export type Participation = Schema<'ParticipantStatus'>
export type Helper = Schema<'HelperRead'>
export type Notice = Schema<'NoticeRead'>
