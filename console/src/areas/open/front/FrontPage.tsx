import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { query } from '~/api/client'
import { daysOf } from '~/areas/exchange/shared/weeks'
import { currentLanguage } from '~/i18n'
import { PublicFrame } from '../frame/PublicFrame'
import { ChatPanel } from './ChatPanel'
import { Doors } from './Doors'
import { Notices } from './Notices'
import { Standing } from './Standing'
import { WeekPosts } from './WeekPosts'

/** What everybody sees of a community: notices, this week's posts, who has commented, and the way into the chat. */
export function FrontPage() {
  const { t } = useTranslation('open')
  const { slug } = useParams({ from: '/public/exchange/$slug' })
  const { data } = query.useQuery('get', '/api/v1/exchange/public/{slug}', { params: { path: { slug } } })
  return (
    <PublicFrame
      slug={slug}
      title={data?.name ?? t('community')}
      lead={data && t('week', { days: daysOf(data.week.name, currentLanguage()), number: data.week.number })}
    >
      {(community) => (
        <>
          <Notices slug={slug} />
          <WeekPosts community={community} />
          <Standing community={community} />
          {community.chat_link && <ChatPanel community={community} link={community.chat_link} />}
          <Doors slug={slug} />
        </>
      )}
    </PublicFrame>
  )
}
