import { Anchor, Card, Divider, Group, Text, Timeline, Title } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconHourglass, IconQuestionMark } from '@tabler/icons-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import { exactly } from '~/ui/When'
import classes from './Truth.module.css'
import { type Step, type StepState, timelineOf } from './timeline'

const SIGNS: Record<StepState, { icon: typeof IconCheck; colour: string }> = {
  done: { icon: IconCheck, colour: 'teal' },
  now: { icon: IconHourglass, colour: 'brand' },
  todo: { icon: IconCircleDashed, colour: 'gray' },
  doubt: { icon: IconQuestionMark, colour: 'yellow' },
  fault: { icon: IconAlertTriangle, colour: 'red' },
}

/** The timeline of truth: every step of a post with its time and proof, and what is still to come. */
export function Truth({ post, receipt }: { post: Schema<'PostRead'>; receipt: Schema<'Receipt'> | undefined }) {
  const { t } = useTranslation('posts')
  const steps = timelineOf(post, receipt)
  const tries = receipt?.tries.length ?? 0
  const active = steps.findLastIndex(({ state }) => state !== 'todo')
  return (
    <Card component="section" aria-labelledby="truth">
      <Title order={2} size="h3" id="truth">
        {t('truth.title')}
      </Title>
      <Text size="sm" c="dimmed" mb="md">
        {t('truth.lead')}
      </Text>
      <Timeline active={active} bulletSize={26} lineWidth={2}>
        {steps.map((step, index) => {
          const { icon: Glyph, colour } = SIGNS[step.state]
          const begins = tries > 1 && step.attempt > 0 && steps[index - 1]?.attempt !== step.attempt
          return (
            <Timeline.Item
              key={step.key}
              color={colour}
              bullet={<Glyph size={15} aria-hidden />}
              lineVariant={index >= active ? 'dashed' : 'solid'}
              title={
                <Fragment>
                  {begins && <Divider label={t('truth.try', { number: step.attempt })} labelPosition="left" mb={6} />}
                  <Group gap={8} justify="space-between">
                    <Text fw={600} c={step.state === 'todo' ? 'dimmed' : undefined}>
                      {step.name ? t(`step.${step.name}.title`) : step.raw}
                    </Text>
                    <Text size="xs" c="dimmed" className={classes.time}>
                      {step.at ? precisely(step) : t(`truth.${step.state === 'now' ? 'waiting' : 'toCome'}`)}
                    </Text>
                  </Group>
                </Fragment>
              }
            >
              {step.name && (
                <Text size="sm" c="dimmed">
                  {t(`step.${step.name}.text`)}
                </Text>
              )}
              {step.proof.length > 0 && (
                <Proof proof={step.proof} open={step.state === 'doubt' || step.state === 'fault'} />
              )}
            </Timeline.Item>
          )
        })}
      </Timeline>
    </Card>
  )
}

/** What happened is told to the second; a plan to the minute. */
function precisely({ at, name }: Step): string {
  if (name === 'due') return exactly(String(at))
  return new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'medium', timeStyle: 'medium' }).format(
    new Date(String(at)),
  )
}

function Proof({ proof, open }: { proof: [string, string][]; open: boolean }) {
  const { t } = useTranslation('posts')
  return (
    <details className={classes.proof} open={open}>
      <summary>{t('truth.proof')}</summary>
      <dl>
        {proof.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {/^https?:/.test(value) ? (
                <Anchor href={value} target="_blank" rel="noreferrer" inherit>
                  {value}
                </Anchor>
              ) : (
                value
              )}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
