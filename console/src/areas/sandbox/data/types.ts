/** What the sandbox's control API answers (docs/reference/sandbox.md); it is no part of the product's own API. */
export interface SandboxAccount {
  id: string
  username: string
  name: string
  account_type: 'BUSINESS' | 'MEDIA_CREATOR' | 'PERSONAL'
  biography: string
  followers_count: number
  follows_count: number
  media_count: number
  profile_picture_url: string
  is_verified: boolean
}

export interface SandboxPerson {
  username: string
  name: string
  follower_count: number
  follows_business: boolean
  is_verified: boolean
}

export interface SandboxMedia {
  id: string
  kind: string
  parameters: { caption?: string }
  published_at: string
  media_url?: string
  sha256: string | null
  like_count: number
  comments_count?: number
  children: SandboxMedia[]
}

export interface SandboxComment {
  id: string
  parent_id: string | null
  username: string
  text: string
  created_at: number
  hidden: boolean
}

export interface SandboxMessage {
  mid: string
  is_ours: boolean
  at: string
  source: 'customer' | 'app' | 'phone'
  text: string | null
  attachments: { type?: string; url?: string; payload?: { url?: string } }[]
  quick_replies: { title?: string; payload?: string }[]
  reactions: Record<string, { emoji?: string; reaction?: string }>
  is_deleted: boolean
  num_edit: number
}

export interface SandboxConversation {
  username: string
  heard_at: string | null
  messages: SandboxMessage[]
}

export interface SandboxFault {
  id: string
  match: Record<string, string>
  action: Record<string, unknown>
  after: boolean
  times: number | null
  hits: number
  held: number
  spent: boolean
}

export interface SandboxMail {
  id: string
  to: string[]
  subject: string
  text: string
  links: string[]
  received_at: string
}

export interface SandboxState {
  now: string
  accounts: string[]
  counts: Record<string, number>
}

export interface SandboxDelivery {
  id: string
  fields: string[]
  status: string
  attempts: { seconds: number | null; status: number | null }[]
}
