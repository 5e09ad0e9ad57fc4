import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '~/api/client'
import classes from './Spark.module.css'

/** One bar a week: how much of what was asked is proven to be given; hatched where nobody can tell. */
export function Spark({ weeks }: { weeks: Schema<'LedgerWeek'>[] }) {
  const { t } = useTranslation('exchange')
  return (
    <span className={classes.bars}>
      {weeks.map((week) => {
        const asked = week.given + week.missing + week.unknown
        const words = t('ledger.week', { ...week, asked })
        return (
          <Tooltip key={week.week} label={words}>
            <span className={classes.bar} role="img" aria-label={words}>
              <span className={classes.unknown} style={{ height: share(week.given + week.unknown, asked) }} />
              <span className={classes.given} style={{ height: share(week.given, asked) }} />
            </span>
          </Tooltip>
        )
      })}
    </span>
  )
}

function share(part: number, whole: number): string {
  return `${whole === 0 ? 0 : Math.round((100 * part) / whole)}%`
}
