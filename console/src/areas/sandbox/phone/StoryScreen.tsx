import { Skeleton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { fileOf, isVideo } from '../data/media'
import { useDo, usePublished } from '../data/useSandboxData'
import { useSandboxSearch, useShow, useStage } from '../stage'
import classes from './Phone.module.css'
import { TopLine } from './TopLine'
import { WriteLine } from './WriteLine'

/** A story in full, and a line to answer it. */
export function StoryScreen() {
  const { t } = useTranslation('sandbox')
  const { account, person } = useStage()
  const { media: id } = useSandboxSearch()
  const story = usePublished(account.username).media?.find((one) => one.id === id)
  const perform = useDo()
  const show = useShow()

  async function answer(text: string) {
    const act = { act: 'story_reply', account: account.username, person, media_id: id, text }
    const done = await perform('POST', 'acts', act)
    if (done) show({ screen: 'chat', media: undefined })
    return done
  }

  if (!story) return <Skeleton flex={1} radius={0} />
  return (
    <>
      <TopLine hint={t('phone.story')} />
      <div className={classes.story}>
        {isVideo(story) ? (
          <video src={fileOf(story)} autoPlay muted loop playsInline />
        ) : (
          <img src={fileOf(story)} alt={t('phone.story')} />
        )}
      </div>
      <WriteLine label={t('phone.answerStory')} onSend={answer} />
    </>
  )
}
