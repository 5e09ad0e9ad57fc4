import type { Schema } from '~/api/client'

export type Conversation = Schema<'ConversationRead'>
export type Message = Schema<'MessageRead'>
export type Note = Schema<'NoteRead'>
export type Sending = Schema<'SendingRead'>
export type Label = Schema<'LabelRead'>
export type CannedReply = Schema<'CannedReplyRead'>
export type Person = Schema<'autogram__inbox__conversations__schemas__keeping__PersonRead'>
export type Comment = Schema<'autogram__inbox__comments__schemas__CommentRead'>
export type Rule = Schema<'RuleRead'>
export type RuleContent = Schema<'RuleContent'>
export type Trigger = RuleContent['trigger']
export type Action = RuleContent['actions'][number]
export type Conditions = Schema<'Conditions'>
export type Hours = Schema<'BusinessHours'>
export type WebhookEvent = Schema<'autogram__inbox__journal__schemas__EventRead'>
