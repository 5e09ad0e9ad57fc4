import { Text, type TextProps, Tooltip } from '@mantine/core'
import dayjs from 'dayjs'
import { useEffect, useState } from 'react'
import { currentLanguage } from '~/i18n'

/** A moment in words ("in 3 hours"), with the exact time on hover and for screen readers. `at` is ISO 8601. */
export function When({ at, ...props }: { at: string } & TextProps) {
  useMinute()
  const exact = exactly(at)
  return (
    <Tooltip label={exact}>
      <Text component="time" span inherit dateTime={at} title={exact} {...props}>
        {dayjs(at).fromNow()}
      </Text>
    </Tooltip>
  )
}

/** "22 Nov 2026, 15:04" in this browser's zone, or in `timeZone`. */
export function exactly(at: string, timeZone?: string): string {
  return new Intl.DateTimeFormat(currentLanguage(), { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(
    new Date(at),
  )
}

/** Draws again each minute, so that words about time stay true. */
function useMinute(): void {
  const [, draw] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => draw((count) => count + 1), 60_000)
    return () => clearInterval(timer)
  }, [])
}
